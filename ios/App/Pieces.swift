import LiangzhengCore
import LiangzhengModels
import SwiftUI

/// Status first: in words, with a sign of its own shape. Colour is never the only signal.
struct StatusLine: View {
    let part: LicensePart

    var body: some View {
        HStack(spacing: 14) {
            Image(systemName: sign).font(.largeTitle).foregroundStyle(ink).accessibilityHidden(true)
            VStack(alignment: .leading, spacing: 2) {
                Text(part.headline).font(.title2).accessibilityAddTraits(.isHeader)
                if !part.age.isEmpty { Text(part.age).font(.callout) }
            }
        }
        .padding()
        .frame(maxWidth: .infinity, alignment: .leading)
        .background(ink.opacity(0.14), in: RoundedRectangle(cornerRadius: 18))
        .accessibilityElement(children: .combine)
    }

    private var sign: String {
        switch part.look {
        case .usable: "checkmark.circle.fill"
        case .unclear: "questionmark.diamond.fill"
        case .mustNotDrive: "minus.octagon.fill"
        case .plain: "minus.square.fill"
        }
    }

    private var ink: Color {
        switch part.look {
        case .usable: .green
        case .unclear: .orange
        case .mustNotDrive: .red
        case .plain: .secondary
        }
    }
}

/// Sentences that belong together, on a card of their own.
struct Sentences: View {
    let sentences: [String]

    init(_ sentences: [String]) { self.sentences = sentences }

    var body: some View {
        if !sentences.isEmpty {
            VStack(alignment: .leading, spacing: 10) {
                ForEach(sentences, id: \.self) { Text($0).font(.body) }
            }
            .padding()
            .frame(maxWidth: .infinity, alignment: .leading)
            .background(.thinMaterial, in: RoundedRectangle(cornerRadius: 18))
        }
    }
}

/// How much a button asks to be pressed.
enum ButtonWeight { case first, second, third }

/// A button that a thumb finds: 52 points high, as wide as its place.
struct WideButton: View {
    let label: String
    let weight: ButtonWeight
    let act: @MainActor () -> Void

    init(_ label: String, _ weight: ButtonWeight, act: @escaping @MainActor () -> Void) {
        self.label = label
        self.weight = weight
        self.act = act
    }

    var body: some View {
        Button(action: act) {
            Text(label)
                .font(.headline)
                .multilineTextAlignment(.center)
                .foregroundStyle(weight == .first ? Color.white : Color.primary)
                .padding(.horizontal, 8)
                .frame(maxWidth: .infinity, minHeight: 52)
                .background(ground, in: RoundedRectangle(cornerRadius: 14))
        }
    }

    private var ground: Color {
        switch weight {
        case .first: .accentColor
        case .second: .accentColor.opacity(0.22)
        case .third: .secondary.opacity(0.12)
        }
    }
}

/// What went wrong, and what to do next, in the core's words.
struct Explanation: View {
    let problem: Problem
    let button: String
    let act: @MainActor () -> Void

    var body: some View {
        VStack(alignment: .leading, spacing: 12) {
            Text(problem.title).font(.title2).accessibilityAddTraits(.isHeader)
            Text(problem.body)
            Text(problem.next).font(.headline)
            WideButton(button, .first, act: act)
        }
    }
}

extension Problem: @retroactive Identifiable {
    public var id: Code { code }
}
