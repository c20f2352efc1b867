import Foundation
import LiangzhengCore
import Testing

extension Wallet {
    /// Signs in with the code that arrives.
    func signIn(_ town: Town, _ idNumber: String) async throws {
        try await act(intent: .signInAskCode(idKind: .citizen, idNumber: idNumber))
        try await act(intent: .signInWithCode(oneTimeCode: try await town.oneTimeCode()))
        _ = try await sync(budgetMs: 10_000)
        guard try gate() == .open else { throw Town.Failure(description: "the gate is \(try gate())") }
    }

    /// Begins an application and goes on to the step that waits for a picture.
    func toThePicture(_ source: PhotoSource) async throws {
        try await act(intent: .applyStart)
        guard case .notice(_, let version, _) = try application() else {
            throw Town.Failure(description: "no notice: \(try application())")
        }
        try await act(intent: .applyNoticeRead(version: version))
        try await act(intent: .applyChoose(source: source))
    }

    /// Hands in the specimen from the album for the step that waits for it; the preview of what would be sent.
    func offerPortrait(maxPx: UInt32 = 512) async throws -> PreviewPixels {
        let now = Int64(Date().timeIntervalSince1970)
        let offer = PhotoOffer(
            bytes: try Data(contentsOf: Town.portrait), form: .encoded, takenAt: now, from: .albumFile)
        let judged = try await self.offer(offer: offer)
        guard judged.accepted else { throw Town.Failure(description: "\(judged.hint ?? "") \(judged.findings)") }
        return try await photoPreview(maxPx: maxPx)
    }

    /// From the preview to the review.
    func keepAndSubmit() async throws {
        try await act(intent: .photoKeep)
        try await act(intent: .applyPersonCheck(hint: nil))
        try await act(intent: .applySubmit)
        try await follow("the review") { if case .inReview = try application() { true } else { false } }
    }

    /// Waits for the license to be on the phone.
    func receive() async throws {
        try await follow("the license") {
            _ = try await sync(budgetMs: 10_000)
            if case .shown(let page) = try license() { return page.look == .usable } else { return false }
        }
    }

    /// Follows the wallet's watch until something is so; a wallet that ends first is a failure.
    func follow(_ what: String, _ done: () async throws -> Bool) async throws {
        let watch = try watch()
        while try await watch.next() != nil {
            if try await done() { return try watch.stop() }
        }
        throw Town.Failure(description: "no \(what)")
    }
}

extension Presenter {
    /// The next code as a picture of the screen.
    func nextPicture() async throws -> Data {
        try await Town.eventually("code") {
            guard case .code(_, let side, let modules, _, _, _) = try frame() else { return nil }
            return picture(side: side, modules: modules)
        }
    }
}

/// The code of what something is refused with; anything but the core's own error is thrown on.
func refusal(_ work: () async throws -> Void) async throws -> Code? {
    do {
        try await work()
        return nil
    } catch let error as CoreError { return try codeOf(error: error) }
}

/// Something is refused with this code.
func expectRefusal(
    _ code: Code, _ comment: Comment? = nil, at place: SourceLocation = #_sourceLocation,
    _ work: () async throws -> Void
) async throws {
    let refused = try await refusal(work)
    #expect(refused == code, comment, sourceLocation: place)
}
