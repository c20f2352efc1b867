import Foundation
import LiangzhengCore
import Observation

/// Drives the license page. Lives on the main actor; every rule is the core's.
@MainActor @Observable
public final class LicenseModel {
    public private(set) var screen: Screen = .opening
    public private(set) var view: PageView = .front
    public private(set) var largePrint = false
    public private(set) var clock: Clock?
    public private(set) var showing: Showing? { didSet { tellPhone() } }
    /// Set while a question is being answered: no code is seen meanwhile.
    public private(set) var question: QuestionStep? { didSet { tellPhone() } }
    /// Set when something was refused: a sheet explains it, with its next step.
    public var trouble: Problem?

    private let wallet: any WalletClient
    private let phone: any Phone
    private let width: UInt32
    private let theme: PageTheme
    private let language: Language
    private var source: (any CodeSource)?
    private var phoneKnows = false
    /// True while the showing serves a question alone: without a yes there is nothing to see.
    private var onlyToAnswer = false

    public init(
        _ wallet: any WalletClient, phone: any Phone, width: UInt32, theme: PageTheme, language: Language
    ) {
        self.wallet = wallet
        self.phone = phone
        self.width = width
        self.theme = theme
        self.language = language
    }

    /// The app's own words.
    public var words: Words { .of(language) }

    /// The code, unless a question waits for its answer.
    public var code: ShownCode? { question == nil ? showing?.code : nil }

    /// Whether a question is open; closing it is a no.
    public var asks: Bool {
        get { question != nil }
        set { if !newValue { refuse() } }
    }

    /// The page as it is wanted now.
    public var want: PageWant {
        let print: PrintSize =
            switch view {
            case .check: .checkView
            case .checkTurned: .checkViewTurned
            case .front, .back: largePrint ? .largePrint : .normalPrint
            }
        return PageWant(
            side: view == .back ? .secondSide : .mainSide, width: width, theme: theme, print: print,
            language: language)
    }

    /// Keeps the screen true until its task is cancelled or the wallet ends.
    public func run() async {
        try? wallet.tell(.languageChanged(language: language))
        repeat { await refresh() } while await wallet.licenseChanged()
    }

    /// Reads the snapshot and draws the page that it allows.
    public func refresh() async {
        do {
            screen = try await screen(for: try wallet.license())
            if case .page = screen {} else { hideCode() }
        } catch {
            screen = .failed(explained(error))
            hideCode()
        }
    }

    private func screen(for state: LicenseState) async throws -> Screen {
        switch state {
        case .sample(let part), .shown(let part), .notLive(let part), .needsRefresh(let part), .expiredCopy(let part):
            let want = want
            let pixels = try await wallet.page(want)
            return .page(Page(part: part, pixels: pixels, text: try wallet.pageText(want)))
        case .none(let part):
            return .words(part, office: nil)
        case .hidden(let part, let office):
            return .words(part, office: office)
        }
    }

    /// Another side or view of the license.
    public func look(_ view: PageView) async {
        self.view = view
        await refresh()
    }

    /// One field a row, twice as large, or back.
    public func setLargePrint(_ large: Bool) async {
        largePrint = large
        await refresh()
    }

    /// Draws the page's clock anew and says when to come back; absent if the page has none.
    public func tickClock() -> Duration? {
        guard case .page(let page) = screen, let tile = try? wallet.clockTile(page.pixels.key) else {
            clock = nil
            return nil
        }
        clock = Clock(tile: tile)
        return .milliseconds(tile.nextInMs)
    }

    // MARK: showing

    /// Starts showing the code, after the device's own unlock was passed. Refusals come with their next step.
    public func showCode() async {
        onlyToAnswer = false
        question = nil
        await present()
    }

    private func present() async {
        if source != nil { return }
        guard await phone.unlock() else { return refuse() }
        do {
            try wallet.tell(.unlocked)
            source = try wallet.present(Self.police)
            showing = Showing()
            trouble = nil
            if view == .back { await look(.front) }
        } catch { fail(error) }
    }

    /// Takes the next frame and says when to come back; absent when showing is over. A dead code is never kept.
    public func tick() -> Duration? {
        guard let source else { return nil }
        do {
            switch try source.frame() {
            case .code(let id, let side, let modules, let look, let next, let dies):
                showing?.code = ShownCode(id: id, side: Int(side), modules: modules, look: look)
                showing?.waits = nil
                showing?.trouble = nil
                return .milliseconds(min(next, dies))
            case .wait(let until, let trouble, let next):
                showing?.code = nil
                showing?.waits = until
                showing?.trouble = trouble.map { explained($0) }
                return .milliseconds(next)
            case .over:
                hideCode()
                return nil
            }
        } catch {
            hideCode()
            fail(error)
            return nil
        }
    }

    /// A fresh code.
    public func newCode() { with { try $0.renew() } }

    /// The portrait, once round, on a still screen.
    public func showPortrait() { with { try $0.portrait() } }

    /// A code that does not move, for whom moving pictures are a burden; or back.
    public func holdStill(_ still: Bool) {
        with { try $0.mode(still ? .still : .moving(fps: Self.framesASecond)) }
        showing?.still = still
    }

    /// Takes the code off the screen: the app goes to the background, or the driver is done.
    public func hideCode() {
        try? source?.stop()
        source = nil
        onlyToAnswer = false
        question = nil
        showing = nil
    }

    /// Somebody took a picture of the screen: the core renews the code.
    public func screenshotTaken() { try? wallet.tell(.screenshotTaken) }

    // MARK: questions

    /// The driver wants to answer a question.
    public func answerQuestion() { question = .how }

    /// The question comes as six digits.
    public func typeQuestion() { question = .digits }

    /// The question comes by camera.
    public func scanQuestion() async {
        guard let text = await phone.scan() else { return refuse() }
        await ask(.scanned(text: text))
    }

    /// Six digits were typed.
    public func digitsTyped(_ digits: String) async { await ask(.typed(digits: digits)) }

    private func ask(_ asked: Question) async {
        onlyToAnswer = onlyToAnswer || source == nil
        await present()
        guard let source else { return }
        do { question = .asked(try named(try source.ask(asked))) } catch { fail(error) }
    }

    private func named(_ view: AskView) throws -> Asked {
        let inWords = { (zhHans: String, en: String) in self.language == .zhHans ? zhHans : en }
        let purpose = view.purposeName.map { inWords($0.zhHans, $0.en) }
        // The police ask without a name of their own: the core's word for their purpose stands there.
        let asker =
            try view.asker.map { inWords($0.zhHans, $0.en) }
            ?? wallet.purposes().purposes.first { $0.id == Self.police }?.title ?? ""
        return Asked(
            id: view.askId, asker: asker, purpose: purpose == asker ? nil : purpose,
            shares: inWords(view.shares.zhHans, view.shares.en), asksPoints: view.pointsConsentNeeded)
    }

    /// The driver says yes.
    public func agree(withPoints: Bool) {
        guard case .asked(let asked) = question else { return }
        onlyToAnswer = false
        with {
            try $0.answer(asked.id, withPoints: withPoints)
            // What was signed before the answer was for somebody else.
            showing?.code = nil
            question = nil
        }
    }

    /// The driver says no, or not now: nothing is answered.
    public func refuse() {
        question = nil
        if onlyToAnswer { hideCode() }
    }

    // MARK: -

    private func with(_ work: (any CodeSource) throws -> Void) {
        guard let source else { return }
        do { try work(source) } catch { fail(error) }
    }

    private func fail(_ error: any Error) {
        trouble = explained(error)
        refuse()
    }

    private func tellPhone() {
        let shown = showing != nil && question == nil
        if shown != phoneKnows { phone.codeIsShown(shown) }
        phoneKnows = shown
    }

    private func explained(_ error: any Error) -> Problem {
        explained((error as? CoreError).flatMap { try? codeOf(error: $0) } ?? .ourFault)
    }

    private func explained(_ code: Code) -> Problem {
        (try? wallet.problem(code))
            ?? Problem(code: code, name: "", title: "", body: "", next: "", step: .tellUs)
    }

    /// The purpose of a roadside check.
    private static let police = "police"
    /// How fast a moving code usually moves.
    private static let framesASecond: UInt8 = 8
}
