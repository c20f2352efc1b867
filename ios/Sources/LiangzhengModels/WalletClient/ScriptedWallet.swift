import Foundation
import LiangzhengCore

/// A wallet that answers as told: for tests and previews.
public final class ScriptedWallet: WalletClient, @unchecked Sendable {
    /// What the script says; read and changed under a lock, since calls come from any thread.
    public struct Script: Sendable {
        public var license: Result<LicenseState, CoreError>
        public var page: Result<PagePixels, CoreError>
        public var text: [PageText]
        public var frames: [Frame]
        public var present: CoreError?
        public var clock: Result<ClockTile, CoreError>
        public var ask: Result<AskView, CoreError>
        public var purposes: [PurposeLine]

        public init(
            license: Result<LicenseState, CoreError>, page: Result<PagePixels, CoreError>, text: [PageText] = [],
            frames: [Frame] = [], present: CoreError? = nil,
            clock: Result<ClockTile, CoreError> = .failure(.NotNow(code: .noSuchThing)),
            ask: Result<AskView, CoreError> = .failure(.NotNow(code: .askForeign)), purposes: [PurposeLine] = []
        ) {
            self.license = license
            self.page = page
            self.text = text
            self.frames = frames
            self.present = present
            self.clock = clock
            self.ask = ask
            self.purposes = purposes
        }
    }

    private let lock = NSLock()
    private var script: Script
    private var told: [Event] = []
    private var wanted: [PageWant] = []
    private var showings = 0
    private var done: [String] = []
    private let changes: AsyncStream<Void>
    private let bell: AsyncStream<Void>.Continuation

    public init(_ script: Script) {
        self.script = script
        (changes, bell) = AsyncStream.makeStream()
    }

    /// Changes the script and tells the screen.
    public func rewrite(_ change: (inout Script) -> Void) {
        lock.withLock { change(&script) }
        bell.yield()
    }

    /// Ends the wallet: a screen stops waiting.
    public func end() { bell.finish() }

    /// Events that the screen told.
    public var events: [Event] { lock.withLock { told } }

    /// Pages that the screen asked for.
    public var pages: [PageWant] { lock.withLock { wanted } }

    /// Showings that were started and not stopped.
    public var openShowings: Int { lock.withLock { showings } }

    /// What was done to showings, in order.
    public var deeds: [String] { lock.withLock { done } }

    public func license() throws -> LicenseState { try lock.withLock { try script.license.get() } }

    public func page(_ want: PageWant) async throws -> PagePixels {
        try lock.withLock {
            wanted.append(want)
            return try script.page.get()
        }
    }

    public func pageText(_ want: PageWant) throws -> [PageText] { lock.withLock { script.text } }

    public func clockTile(_ key: String) throws -> ClockTile { try lock.withLock { try script.clock.get() } }

    public func purposes() throws -> PurposesView {
        lock.withLock { PurposesView(purposes: script.purposes, goodUntil: 0) }
    }

    public func present(_ purpose: String) throws -> any CodeSource {
        try lock.withLock {
            if let refusal = script.present { throw refusal }
            showings += 1
        }
        return ScriptedCode(wallet: self)
    }

    public func licenseChanged() async -> Bool {
        for await _ in changes { return true }
        return false
    }

    public func problem(_ code: Code) throws -> Problem { try problemOf(code: code, language: .en) }

    public func tell(_ event: Event) throws { lock.withLock { told.append(event) } }

    public func sync(budget: Duration) async throws -> SyncReport {
        SyncReport(reached: true, changed: [], code: nil, waiting: 0)
    }

    private struct ScriptedCode: CodeSource {
        let wallet: ScriptedWallet

        func frame() throws -> Frame {
            wallet.lock.withLock {
                wallet.script.frames.count > 1
                    ? wallet.script.frames.removeFirst() : wallet.script.frames.first ?? .over
            }
        }

        private func note(_ deed: String) { wallet.lock.withLock { wallet.done.append(deed) } }

        func mode(_ mode: ShowMode) throws { note("mode \(mode)") }

        func renew() throws { note("renew") }

        func portrait() throws { note("portrait") }

        func ask(_ question: Question) throws -> AskView {
            note("ask \(question)")
            return try wallet.lock.withLock { try wallet.script.ask.get() }
        }

        func answer(_ askId: UInt64, withPoints: Bool) throws { note("answer \(askId) \(withPoints)") }

        func stop() throws { wallet.lock.withLock { wallet.showings -= 1 } }
    }
}
