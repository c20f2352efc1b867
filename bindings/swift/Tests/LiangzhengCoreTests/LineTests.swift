import Foundation
import LiangzhengCore
import Testing

/// The whole line, through the bindings: from application to roadside check.
@Suite struct LineTests {
    // R13 R26 R27 R34 R38 R44 R45 R46 R47 R64 R65
    @Test func aDriverAppliesIsReviewedAndIsVerifiedAtTheRoadsideWithNoNetwork() async throws {
        let town = try await Town("05-no-retained-photo")
        let phone = try await Wallet.open(setup: try town.setup("phone"), key: nil, secrets: nil)
        try await phone.signIn(town, "190101199511300105")
        try await phone.toThePicture(.albumFile)
        let previewed = try await phone.offerPortrait().sha256
        try await phone.keepAndSubmit()
        let task = try await town.claimNext()
        let received = try OpenSSL.shared.sha256(try await town.photo(task))
        #expect(
            received.map { String(format: "%02x", $0) }.joined() == previewed,
            "preview, upload and review are one file")
        try await town.approve(task)
        try await phone.receive()
        try town.terminal("update").expect(0)

        try await town.stopAuthority()
        try await phone.end()
        let reopened = try await Wallet.open(setup: try town.setup("phone"), key: nil, secrets: nil)
        #expect(try reopened.gate() == .open)
        try reopened.tell(event: .unlocked)
        let presenter = try reopened.present(purpose: "police")
        try presenter.mode(mode: .still)
        try await presenter.nextPicture().write(to: town.file("code.png"))
        try presenter.stop()
        #expect(try presenter.frame() == .over)
        let verdict = try town.terminal("scan", "--json", town.file("code.png").path)
        #expect(verdict.status == 0, "\(verdict.out) \(verdict.err)")
        #expect(verdict.out.contains("何听雨"))
        try await reopened.end()
    }
}
