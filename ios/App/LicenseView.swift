import LiangzhengCore
import LiangzhengModels
import SwiftUI

/// The license screen: status first, then the page, then what one hand reaches.
struct LicenseView: View {
    @Bindable var model: LicenseModel

    @Environment(\.scenePhase) private var scenePhase

    var body: some View {
        VStack(spacing: 0) {
            ScrollView {
                VStack(alignment: .leading, spacing: 12) { content }.padding()
            }
            if case .page = model.screen { LicenseActions(model: model) }
        }
        .task { await model.run() }
        .task(id: pageKey) { await everyTick { model.tickClock() } }
        .task(id: model.showing == nil) { await everyTick { model.tick() } }
        .onChange(of: scenePhase) { _, now in
            if now != .active { model.hideCode() }
        }
        .onScreenshot { model.screenshotTaken() }
        .sheet(item: $model.trouble) { problem in
            Explanation(problem: problem, button: model.words.understood) { model.trouble = nil }.padding()
        }
        .sheet(isPresented: $model.asks) {
            QuestionView(model: model).padding().presentationDetents([.medium, .large])
        }
        .dynamicTypeSize((model.largePrint ? DynamicTypeSize.accessibility1 : .xSmall)...)
        .privacySensitive()
    }

    @ViewBuilder private var content: some View {
        switch model.screen {
        case .opening:
            ProgressView(LocalizedStringKey(model.words.opening))
        case .page(let page):
            StatusLine(part: page.part)
            ViewChoices(model: model)
            LicensePicture(model: model, page: page)
            Sentences(page.part.details + page.part.states)
            Sentences(page.part.reminders)
            Sentences(page.part.effect)
            Sentences(page.part.advice)
        case .words(let part, let office):
            StatusLine(part: part)
            Sentences(part.details + part.states)
            if let office {
                Text(office.name).font(.headline).accessibilityAddTraits(.isHeader)
                Sentences(office.lines)
            }
        case .failed(let problem):
            Explanation(problem: problem, button: model.words.again) { Task { await model.refresh() } }
        }
    }

    private var pageKey: String {
        if case .page(let page) = model.screen { page.pixels.key } else { "" }
    }

    /// Does it again whenever it says so; ends with the view, or when it has nothing more to say.
    private func everyTick(_ tick: () -> Duration?) async {
        while let wait = tick() {
            do { try await Task.sleep(for: wait) } catch { return }
        }
    }
}

/// Front, back, check view; how large; and whether the code moves.
private struct ViewChoices: View {
    let model: LicenseModel

    var body: some View {
        let words = model.words
        HStack(spacing: 8) {
            choice(words.mainSide, model.view == .front) { await model.look(.front) }
            choice(words.secondSide, model.view == .back) { await model.look(.back) }
            choice(words.checkView, model.view == .check || model.view == .checkTurned) { await model.look(.check) }
        }
        HStack(spacing: 8) {
            switch model.view {
            case .check: choice(words.turnAround, false) { await model.look(.checkTurned) }
            case .checkTurned: choice(words.turnBack, false) { await model.look(.check) }
            case .front, .back:
                choice(words.largePrint, model.largePrint) { await model.setLargePrint(!model.largePrint) }
            }
            if let showing = model.showing {
                choice(words.holdStill, showing.still) { model.holdStill(!showing.still) }
                if showing.still { choice(words.portrait, false) { model.showPortrait() } }
            }
        }
    }

    private func choice(_ name: String, _ chosen: Bool, _ act: @escaping @MainActor () async -> Void) -> some View {
        WideButton(name, chosen ? .first : .third) { Task { await act() } }
            .accessibilityAddTraits(chosen ? .isSelected : [])
    }
}

/// What one hand reaches: show, renew, answer.
private struct LicenseActions: View {
    let model: LicenseModel

    var body: some View {
        let words = model.words
        HStack(spacing: 10) {
            if model.showing == nil {
                WideButton(words.showCode, .first) { Task { await model.showCode() } }
            } else {
                WideButton(words.hideCode, .first) { model.hideCode() }
                WideButton(words.newCode, .second) { model.newCode() }
            }
            WideButton(words.answer, .second) { model.answerQuestion() }
        }
        .padding()
        .background(.regularMaterial)
    }
}
