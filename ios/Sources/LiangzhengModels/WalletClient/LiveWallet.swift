import Foundation
import LiangzhengCore

/// The core over the bindings.
public struct LiveWallet: WalletClient {
    private let wallet: Wallet
    private let watch: Watch

    /// A client with a watch of its own: one screen, one client.
    public init(_ wallet: Wallet) throws {
        self.wallet = wallet
        watch = try wallet.watch()
    }

    public func license() throws -> LicenseState { try wallet.license() }

    public func page(_ want: PageWant) async throws -> PagePixels { try await wallet.page(want: want) }

    public func pageText(_ want: PageWant) throws -> [PageText] { try wallet.pageText(want: want) }

    public func clockTile(_ key: String) throws -> ClockTile { try wallet.clockTile(key: key) }

    public func purposes() throws -> PurposesView { try wallet.purposes() }

    public func present(_ purpose: String) throws -> any CodeSource {
        LiveCode(presenter: try wallet.present(purpose: purpose))
    }

    public func licenseChanged() async -> Bool {
        // Cancelling a task does not reach the core: stopping the watch does.
        await withTaskCancellationHandler {
            while let changed = try? await watch.next() {
                if changed.pages.contains(.licensePage) { return true }
            }
            return false
        } onCancel: {
            try? watch.stop()
        }
    }

    public func problem(_ code: Code) throws -> Problem { try wallet.problem(code: code) }

    public func tell(_ event: Event) throws { try wallet.tell(event: event) }

    public func sync(budget: Duration) async throws -> SyncReport {
        try await wallet.sync(budgetMs: UInt32(clamping: budget.components.seconds * 1000))
    }
}

private struct LiveCode: CodeSource {
    let presenter: Presenter

    func frame() throws -> Frame { try presenter.frame() }

    func mode(_ mode: ShowMode) throws { try presenter.mode(mode: mode) }

    func renew() throws { try presenter.renew() }

    func portrait() throws { try presenter.portrait() }

    func ask(_ question: Question) throws -> AskView { try presenter.ask(question: question) }

    func answer(_ askId: UInt64, withPoints: Bool) throws {
        try presenter.answer(askId: askId, withPoints: withPoints)
    }

    func stop() throws { try presenter.stop() }
}
