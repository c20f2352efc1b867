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
    /// The clock of a page that is still kept.
    func clockTile(_ key: String) throws -> ClockTile
    /// What the license may be shown for.
    func purposes() throws -> PurposesView
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

/// One showing of the license: frames of the code, and the questions of those who scan it.
public protocol CodeSource: Sendable {
    /// The frame for now; never waits.
    func frame() throws -> Frame
    /// Still or moving.
    func mode(_ mode: ShowMode) throws
    /// A fresh code as soon as it is signed.
    func renew() throws
    /// On a still screen: the frames of the portrait, once round.
    func portrait() throws
    /// Reads a verifier's question and says who asks for what.
    func ask(_ question: Question) throws -> AskView
    /// The driver agrees.
    func answer(_ askId: UInt64, withPoints: Bool) throws
    /// Ends the showing.
    func stop() throws
}

/// What the license screen needs of the phone it runs on.
@MainActor public protocol Phone {
    /// Asks for the device's own unlock; true if it was passed.
    func unlock() async -> Bool
    /// Reads the text of a verifier's code by the camera; nil if the driver gave up.
    func scan() async -> String?
    /// While a code is shown: full brightness, and the screen stays on.
    func codeIsShown(_ shown: Bool)
}
