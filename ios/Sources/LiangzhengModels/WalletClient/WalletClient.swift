import Foundation
import LiangzhengCore

/// What the license screen needs of the core. Live: `LiveWallet`, over the bindings; in tests and previews: `ScriptedWallet`.
public protocol WalletClient: Sendable {
    /// The license screen's snapshot.
    func license() throws -> LicenseState
    /// A page as pixels.
    func page(_ want: PageWant) async throws -> PagePixels
    /// The same page for VoiceOver, in reading order.
    func pageText(_ want: PageWant) throws -> [PageText]
    /// Starts showing for a purpose.
    func present(_ purpose: String) throws -> any CodeSource
    /// Waits until the license screen is to be read again; false when the wallet has ended.
    func licenseChanged() async -> Bool
    /// Explains a code in the wallet's language.
    func problem(_ code: Code) throws -> Problem
    /// Tells what happened around the app.
    func tell(_ event: Event) throws
    /// Exchanges what is new with the authority.
    func sync(budget: Duration) async throws -> SyncReport
}

/// Frames of the code that is shown.
public protocol CodeSource: Sendable {
    /// The frame for now; never waits.
    func frame() throws -> Frame
    /// Ends the showing.
    func stop() throws
}
