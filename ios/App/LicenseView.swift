import LiangzhengCore
import LiangzhengModels
import SwiftUI

/// The license page: a picture from the core, its text for VoiceOver laid over it, the code in its slot.
struct LicenseView: View {
    @Bindable var model: LicenseModel
    /// Asks for the device's own unlock; true if it was passed.
    let unlock: () async -> Bool

    @Environment(\.scenePhase) private var scenePhase

    var body: some View {
        ScrollView {
            VStack(alignment: .leading, spacing: 12) {
                switch model.screen {
                case .opening:
                    ProgressView("正在打开")
                case .page(let page):
                    headline(page.part)
                    LicensePicture(page: page, code: model.code)
                    buttons
                    lines(page.part.states + page.part.details + page.part.reminders)
                    lines(page.part.advice + page.part.effect)
                case .words(let part, let office):
                    headline(part)
                    lines(part.states + part.details)
                    if let office {
                        Text(office.name).font(.headline).accessibilityAddTraits(.isHeader)
                        lines(office.lines)
                    }
                case .failed(let problem):
                    explanation(problem)
                }
            }
            .padding()
        }
        .task { await model.run() }
        .onChange(of: scenePhase) { _, now in
            if now != .active { model.hideCode() }
        }
        .sheet(item: $model.trouble) { explanation($0).padding() }
        .privacySensitive()
    }

    /// Status first, in words: colour is never the only signal.
    private func headline(_ part: LicensePart) -> some View {
        VStack(alignment: .leading, spacing: 4) {
            Text(part.headline).font(.title2).accessibilityAddTraits(.isHeader)
            Text(part.age).font(.callout)
        }
    }

    private var buttons: some View {
        HStack(spacing: 12) {
            if model.code == nil {
                Button("亮码") { Task { await show() } }
            } else {
                Button("收起二维码") { model.hideCode() }
            }
            Button(model.want.side == .mainSide ? "看副页" : "看正页") { Task { await model.turn() } }
            Button(model.want.print == .largePrint ? "标准字" : "大字") {
                Task { await model.setLargePrint(model.want.print != .largePrint) }
            }
        }
    }

    private func lines(_ sentences: [String]) -> some View {
        ForEach(sentences, id: \.self) { Text($0).font(.body) }
    }

    private func explanation(_ problem: Problem) -> some View {
        VStack(alignment: .leading, spacing: 8) {
            Text(problem.title).font(.title2).accessibilityAddTraits(.isHeader)
            Text(problem.body)
            Text(problem.next)
        }
    }

    /// Unlock first, then frames until the showing is over. The task ends with the view.
    private func show() async {
        guard await unlock() else { return }
        model.showCode(for: "police")
        while let wait = model.tick() {
            do { try await Task.sleep(for: wait) } catch { return model.hideCode() }
        }
    }
}

/// The page's picture, with a silent box for each text where it stands.
private struct LicensePicture: View {
    let page: LicenseModel.Page
    let code: LicenseModel.ShownCode?

    var body: some View {
        GeometryReader { space in
            let scale = space.size.width / CGFloat(page.pixels.width)
            ZStack(alignment: .topLeading) {
                if let picture = PlatformImage.rgba(page.pixels) {
                    picture.resizable().accessibilityHidden(true)
                }
                if let code {
                    CodeTile(code: code)
                        .frame(
                            width: CGFloat(page.pixels.code.width) * scale,
                            height: CGFloat(page.pixels.code.height) * scale
                        )
                        .offset(x: CGFloat(page.pixels.code.x) * scale, y: CGFloat(page.pixels.code.y) * scale)
                }
                ForEach(page.text.indices, id: \.self) { index in
                    SpokenText(text: page.text[index], scale: scale)
                }
            }
        }
        .aspectRatio(CGFloat(page.pixels.width) / CGFloat(page.pixels.height), contentMode: .fit)
        .accessibilityElement(children: .contain)
    }
}

private struct SpokenText: View {
    let text: PageText
    let scale: CGFloat

    var body: some View {
        Color.clear
            .frame(width: CGFloat(text.rect.width) * scale, height: CGFloat(text.rect.height) * scale)
            .offset(x: CGFloat(text.rect.x) * scale, y: CGFloat(text.rect.y) * scale)
            .accessibilityElement(children: .ignore)
            .accessibilityLabel(text.label.isEmpty ? text.spoken : "\(text.label): \(text.spoken)")
            .accessibilityAddTraits(text.heading ? .isHeader : [])
    }
}

/// Whole pixels for every module, centred on white with its quiet zone.
private struct CodeTile: View {
    let code: LicenseModel.ShownCode

    var body: some View {
        Canvas { context, size in
            context.fill(Path(CGRect(x: 0, y: 0, width: size.width, height: size.height)), with: .color(.white))
            let module = max(1, (size.width / CGFloat(code.side + 8)).rounded(.down))
            let left = ((size.width - module * CGFloat(code.side)) / 2).rounded()
            let ink: Color = code.look == .mustNotDrive ? .red : .black
            for y in 0..<code.side {
                for x in 0..<code.side where code.isDark(x: x, y: y) {
                    let square = CGRect(
                        x: left + CGFloat(x) * module, y: left + CGFloat(y) * module, width: module, height: module)
                    context.fill(Path(square), with: .color(ink))
                }
            }
        }
        .accessibilityLabel("查验二维码")
    }
}

extension Problem: @retroactive Identifiable {
    public var id: Code { code }
}
