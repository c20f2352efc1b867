import Foundation
import LiangzhengCore
import Testing

/// The camera of an application: frames in, one word at a time out, then the still.
@Suite struct CameraTests {
    // R37 R38 R42 R47
    @Test func framesOfEveryFormLeadToThePictureAndTheReviewerGetsTheBytesThatWerePreviewed() async throws {
        try await atThePicture { town, phone, portrait in
            for (form, frame) in Lens(portrait).all {
                let camera = try phone.camera(purpose: .filePlays)
                let said = try (1...14).map { try camera.look(frame.at($0 * 100)) }
                try camera.stop()
                #expect(said.last?.phase == .takeNow, "\(form): \(said.last?.hint ?? "")")
                #expect(said.contains { $0.phase == .holdStill }, "\(form): held still first")
                #expect(said.contains { $0.best }, "\(form): one frame is the best")
                #expect(said.allSatisfy { !$0.text.isEmpty }, "\(form): words to show and speak")
                #expect((said.last?.head?.width ?? 0) > 0.1, "\(form): a box for the head")
            }

            let camera = try phone.camera(purpose: .filePlays)
            let judged = try await camera.shot(jpeg: try Data(contentsOf: Town.portrait))
            #expect(judged.accepted, "\(judged.hint ?? "") \(judged.findings)")
            try camera.stop()
            let preview = try await phone.photoPreview(maxPx: 400)
            #expect(preview.rgba.count == Int(preview.width * preview.height * 4))
            try await phone.keepAndSubmit()
            let received = try await town.photo(try await town.claimNext())
            let digest = try OpenSSL.shared.sha256(received).map { String(format: "%02x", $0) }.joined()
            #expect(preview.sha256 == digest)
            #expect(received.prefix(3) == Data([0xFF, 0xD8, 0xFF]), "a JPEG")
        }
    }

    // R37 R42
    @Test func whatIsNotAPortraitIsSaidWhileTheCameraRunsAndAFileIsNoCamera() async throws {
        try await atThePicture { _, phone, _ in
            let camera = try phone.camera(purpose: .filePlays)
            let said = try (1...6).map { try camera.look(Lens.blank.android.at($0 * 100)) }
            #expect(said.last?.phase == .looking)
            #expect(said.allSatisfy { $0.head == nil })
            let album = PhotoOffer(
                bytes: try Data(contentsOf: Town.portrait), form: .encoded, takenAt: nil, from: .albumFile)
            try await expectRefusal(.cameraOnly) { _ = try await phone.offer(offer: album) }
            try await expectRefusal(.photoUnreadable) { _ = try await camera.shot(jpeg: Data("no picture".utf8)) }
        }
    }

    @Test func aFrameThatIsTooSmallForWhatItSaysIsATypedErrorAndTheCameraGoesOn() async throws {
        try await atThePicture { _, phone, portrait in
            let camera = try phone.camera(purpose: .filePlays)
            let (good, rgba) = (Lens(portrait).android, Lens(portrait).rgba)
            #expect(good.b.count == 153_599, "as cameras deliver it")
            let broken: [(String, CameraFrame)] = [
                ("luma one byte short", CameraFrame(info: good.info, a: good.a.dropLast(), b: good.b, c: good.c)),
                (
                    "u short of its last sample",
                    CameraFrame(info: good.info, a: good.a, b: good.b.dropLast(), c: good.c)
                ),
                (
                    "v short of its last sample",
                    CameraFrame(info: good.info, a: good.a, b: good.b, c: good.c.dropLast())
                ),
                ("no planes at all", CameraFrame(info: good.info, a: Data())),
                (
                    "rows longer than the buffer",
                    CameraFrame(info: good.info.changed(rowStride: .max), a: good.a, b: good.b, c: good.c)
                ),
                (
                    "more rows than the buffer",
                    CameraFrame(info: good.info.changed(height: 8_000), a: good.a, b: good.b, c: good.c)
                ),
                ("a size of nothing", CameraFrame(info: good.info.changed(width: 0), a: good.a, b: good.b, c: good.c)),
                (
                    "turned by half a quarter",
                    CameraFrame(info: good.info.changed(rotation: 45), a: good.a, b: good.b, c: good.c)
                ),
                ("rgba without its last blue", CameraFrame(info: rgba.info, a: rgba.a.dropLast(2))),
            ]
            for (name, frame) in broken {
                try await expectRefusal(.frameBroken, "\(name)") { _ = try camera.look(frame) }
            }
            #expect(try !camera.look(good).text.isEmpty, "the next good frame counts")
            try camera.stop()
            try await expectRefusal(.cameraOver) { _ = try camera.look(good) }
            try await expectRefusal(.cameraOver) { _ = try await camera.shot(jpeg: Data()) }
        }
    }

    /// A phone at the step that waits for the camera, and the specimen's pixels: looked at in the album first, then left.
    private func atThePicture(_ work: (Town, Wallet, PreviewPixels) async throws -> Void) async throws {
        let town = try await Town("05-no-retained-photo")
        defer { withExtendedLifetime(town) {} }
        let phone = try await Wallet.open(setup: try town.setup("phone"), key: nil, secrets: nil)
        try await phone.signIn(town, "190101199511300105")
        try await phone.toThePicture(.albumFile)
        let portrait = try await phone.offerPortrait(maxPx: 512)
        try await phone.act(intent: .photoRetake)
        try await phone.act(intent: .applyBack)
        try await phone.act(intent: .applyChoose(source: .liveCamera))
        try await work(town, phone, portrait)
        try await phone.end()
    }
}
