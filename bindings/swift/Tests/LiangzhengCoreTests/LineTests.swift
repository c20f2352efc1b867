import Foundation
import LiangzhengCore
import Testing

/// The whole line, through the bindings: from application to roadside check.
@Suite struct LineTests {
    // R13 R26 R27 R34 R38 R44 R45 R46 R47 R64 R65
    @Test func aDriverAppliesIsReviewedAndIsVerifiedAtTheRoadsideWithNoNetwork() async throws {
        let town = try await Town("05-no-retained-photo")
        let phone = try await Wallet.open(setup: try town.setup("phone"), key: nil, secrets: nil)
        try await phone.act(intent: .signInAskCode(idKind: .citizen, idNumber: "190101199511300105"))
        try await phone.act(intent: .signInWithCode(oneTimeCode: try await town.oneTimeCode()))
        _ = try await phone.sync(budgetMs: 10_000)
        #expect(try phone.gate() == .open)

        try await phone.act(intent: .applyStart)
        guard case .notice(_, let version, _) = try phone.application() else {
            throw Town.Failure(description: "no notice: \(try phone.application())")
        }
        try await phone.act(intent: .applyNoticeRead(version: version))
        try await phone.act(intent: .applyChoose(source: .albumFile))
        let now = Int64(Date().timeIntervalSince1970)
        let judged = try await phone.offer(
            offer: PhotoOffer(bytes: try Data(contentsOf: Town.portrait), form: .encoded, takenAt: now, from: .albumFile))
        #expect(judged.accepted, "\(judged.hint ?? "") \(judged.findings)")
        try await phone.act(intent: .photoKeep)
        try await phone.act(intent: .applyPersonCheck(hint: nil))
        try await phone.act(intent: .applySubmit)
        try await follow(phone, "the review") { if case .inReview = try phone.application() { true } else { false } }
        try await town.approveNext()
        try await follow(phone, "the license") {
            _ = try await phone.sync(budgetMs: 10_000)
            if case .shown(let page) = try phone.license() { return page.look == .usable } else { return false }
        }
        try town.terminal("update").expect(0)

        try await town.stopAuthority()
        try await phone.end()
        let reopened = try await Wallet.open(setup: try town.setup("phone"), key: nil, secrets: nil)
        #expect(try reopened.gate() == .open)
        try reopened.tell(event: .unlocked)
        let presenter = try reopened.present(purpose: "police")
        try presenter.mode(mode: .still)
        let png = try await Town.eventually("code") { () -> Data? in
            guard case .code(_, let side, let modules, _, _, _) = try presenter.frame() else { return nil }
            return picture(side: side, modules: modules)
        }
        try presenter.stop()
        #expect(try presenter.frame() == .over)
        try png.write(to: town.file("code.png"))
        let verdict = try town.terminal("scan", "--json", town.file("code.png").path)
        #expect(verdict.status == 0, "\(verdict.out) \(verdict.err)")
        #expect(verdict.out.contains("何听雨"))
        try await reopened.end()
    }

    /// Follows the wallet's watch until something is so; a wallet that ends first is a failure.
    private func follow(_ wallet: Wallet, _ what: String, _ done: () async throws -> Bool) async throws {
        let watch = try wallet.watch()
        while try await watch.next() != nil {
            if try await done() { return try watch.stop() }
        }
        throw Town.Failure(description: "no \(what)")
    }
}
