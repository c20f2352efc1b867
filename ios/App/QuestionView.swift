import LiangzhengCore
import LiangzhengModels
import SwiftUI

/// A verifier's question, step by step. Nothing is answered before the driver says yes.
struct QuestionView: View {
    let model: LicenseModel

    @State private var digits = ""
    @State private var points = false

    var body: some View {
        VStack(alignment: .leading, spacing: 16) {
            switch model.question {
            case .how: how
            case .digits: typing
            case .asked(let asked): asking(asked)
            case nil: EmptyView()
            }
        }
    }

    @ViewBuilder private var how: some View {
        Text(model.words.answerQuestion).font(.title2).accessibilityAddTraits(.isHeader)
        WideButton(model.words.scan, .first) { Task { await model.scanQuestion() } }
        WideButton(model.words.digits, .second) { model.typeQuestion() }
        WideButton(model.words.cancel, .third) { model.refuse() }
    }

    @ViewBuilder private var typing: some View {
        Text(model.words.digits).font(.title2).accessibilityAddTraits(.isHeader)
        TextField(LocalizedStringKey(model.words.digitsHint), text: $digits)
            .font(.largeTitle)
            .keyboardType(.numberPad)
            .frame(minHeight: 52)
        WideButton(model.words.next, .first) { Task { await model.digitsTyped(digits) } }
        WideButton(model.words.cancel, .third) { model.refuse() }
    }

    /// Who asks, first; for what; what they would see; then yes or no, of equal size.
    @ViewBuilder private func asking(_ asked: LicenseModel.Asked) -> some View {
        VStack(alignment: .leading, spacing: 2) {
            Text(asked.asker).font(.title).accessibilityAddTraits(.isHeader)
            Text(model.words.asks).font(.body).foregroundStyle(.secondary)
        }
        if let purpose = asked.purpose { Text(purpose).font(.headline) }
        Sentences([asked.shares])
        if asked.asksPoints {
            Toggle(LocalizedStringKey(model.words.pointsToo), isOn: $points).frame(minHeight: 52)
        }
        HStack(spacing: 12) {
            WideButton(model.words.refuse, .second) { model.refuse() }
            WideButton(model.words.agree, .first) { model.agree(withPoints: points) }
        }
    }
}
