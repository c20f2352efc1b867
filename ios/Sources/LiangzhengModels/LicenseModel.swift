import Foundation
import LiangzhengCore
import Observation

/// Drives the license page. Lives on the main actor; every rule is the core's.
@MainActor @Observable
public final class LicenseModel {
    /// What the screen shows.
    public enum Screen: Equatable {
        case opening
        /// Page and what stands around it.
        case page(Page)
        /// No page: the core says why, and what to do next.
        case words(LicensePart, office: OfficePart?)
        case failed(Problem)
    }

    /// One drawn page. Pixels are told apart by their key: bytes are never compared.
    public struct Page: Equatable {
        public var part: LicensePart
        public var pixels: PagePixels
        public var text: [PageText]

        public static func == (one: Page, other: Page) -> Bool {
            one.part == other.part && one.pixels.key == other.pixels.key && one.text == other.text
        }
    }

    /// A code on the screen, until it dies.
    public struct ShownCode: Equatable {
        public var id: UInt64
        public var side: Int
        public var modules: Data
        public var look: LicenseLook

        public static func == (one: ShownCode, other: ShownCode) -> Bool { one.id == other.id }

        /// Whether a module is dark; rows follow each other without padding, most significant bit first.
        public func isDark(x: Int, y: Int) -> Bool {
            let bit = y * side + x
            return modules[modules.startIndex + bit / 8] & (0x80 >> (bit % 8)) != 0
        }
    }

    public private(set) var screen: Screen = .opening
    public private(set) var code: ShownCode?
    /// Set when showing was refused: a sheet explains it, with its next step.
    public var trouble: Problem?
    public private(set) var want: PageWant

    private let wallet: any WalletClient
    private var showing: (any CodeSource)?

    public init(_ wallet: any WalletClient, want: PageWant) {
        self.wallet = wallet
        self.want = want
    }

    /// Keeps the screen true until its task is cancelled or the wallet ends.
    public func run() async {
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
            let pixels = try await wallet.page(want)
            return .page(Page(part: part, pixels: pixels, text: try wallet.pageText(want)))
        case .none(let part):
            return .words(part, office: nil)
        case .hidden(let part, let office):
            return .words(part, office: office)
        }
    }

    /// The other side of the license.
    public func turn() async {
        await ask(side: want.side == .mainSide ? .secondSide : .mainSide, print: want.print)
    }

    /// One field a row, twice as large, or back.
    public func setLargePrint(_ large: Bool) async {
        await ask(side: want.side, print: large ? .largePrint : .normalPrint)
    }

    private func ask(side: Side, print: PrintSize) async {
        want = PageWant(side: side, width: want.width, theme: want.theme, print: print, language: want.language)
        await refresh()
    }

    /// Starts showing the code, after the device's own unlock was passed. Refusals come with their next step.
    public func showCode(for purpose: String) {
        do {
            try wallet.tell(.unlocked)
            hideCode()
            showing = try wallet.present(purpose)
            trouble = nil
        } catch { trouble = explained(error) }
    }

    /// Takes the next frame and says when to come back; absent when showing is over. A dead code is never kept.
    public func tick() -> Duration? {
        guard let showing else { return nil }
        do {
            switch try showing.frame() {
            case .code(let id, let side, let modules, let look, let next, let dies):
                code = ShownCode(id: id, side: Int(side), modules: modules, look: look)
                return .milliseconds(min(next, dies))
            case .wait(_, let next):
                code = nil
                return .milliseconds(next)
            case .over:
                hideCode()
                return nil
            }
        } catch {
            hideCode()
            trouble = explained(error)
            return nil
        }
    }

    /// Takes the code off the screen: the app goes to the background, or the driver is done.
    public func hideCode() {
        try? showing?.stop()
        showing = nil
        code = nil
    }

    private func explained(_ error: any Error) -> Problem {
        let code = (error as? CoreError).flatMap { try? codeOf(error: $0) } ?? .ourFault
        return (try? wallet.problem(code)) ?? Problem(code: code, name: "", title: "", body: "", next: "", step: .tellUs)
    }
}
