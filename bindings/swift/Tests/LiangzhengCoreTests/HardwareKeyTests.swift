import Foundation
import LiangzhengCore
import Testing

/// Keys that the phone brings: its chip makes them and signs with them, the core never sees a private half.
@Suite struct HardwareKeyTests {
    private static let idNumber = "190101199511300105"
    private struct Chatty: Error { let text = HardwareKeyTests.idNumber }

    // R13 R14 R65
    @Test func aLicenseBoundToAKeyOfTheChipIsShownAndTheRoadsideTerminalSaysValid() async throws {
        let chip = ChipKeys()
        let (town, phone) = try await shown(chip)
        defer { withExtendedLifetime(town) {} }
        #expect(chip.names.count == 3, "requests, police and firms have a key each")
        let verdict = try town.terminal("scan", "--json", town.file("code.png").path)
        #expect(verdict.status == 0, "\(verdict.out) \(verdict.err)")
        #expect(verdict.out.contains("何听雨"))
        // A look at the authority may fall between: it is signed with the key of requests.
        #expect(Set(chip.takeSignedCodes()).count == 1, "the chip signed, with one key alone")
        #expect(try phone.account().keys.contains("chip"))

        // Another key's signature never reaches the screen: it is thrown away, and when it goes on the screen says why.
        nonisolated(unsafe) let stranger = try OpenSSL.shared.newKey()
        chip.setAnswer { _, _ in try OpenSSL.shared.sign(Data([1]), stranger) }
        let lied = try phone.present(purpose: "police")
        let told = try await Town.eventually("word on the key") { () -> Code? in
            guard case .wait(_, let trouble, _) = try lied.frame() else {
                throw Town.Failure(description: "a code that nobody signed")
            }
            return trouble
        }
        #expect(told == .keyStoreFails)
        #expect(chip.takeSignedCodes().count > 1, "it is tried again")
        try lied.stop()
        try await phone.end()
    }

    // R13 R15
    @Test func aChipTooSlowForCodesVouchesForKeysOfTheSessionAndTheTerminalStillSaysValid() async throws {
        let chip = ChipKeys(signsOften: false)
        let (town, phone) = try await shown(chip)
        defer { withExtendedLifetime(town) {} }
        #expect(chip.names.count == 1, "one key that vouches")
        try town.terminal("scan", town.file("code.png").path).expect(0)
        #expect(chip.takeUsed().isEmpty, "the chip is not asked for each code")
        #expect(try phone.account().keys.contains("vouched"))
        try await phone.end()
    }

    /// A phone with this chip, from application to license, its code in a picture; the chip tells who signed since.
    private func shown(_ chip: ChipKeys) async throws -> (Town, Wallet) {
        let town = try await Town("05-no-retained-photo")
        let phone = try await Wallet.open(setup: try town.setup("phone"), key: chip, secrets: nil)
        try await phone.signIn(town, Self.idNumber)
        try await phone.toThePicture(.albumFile)
        _ = try await phone.offerPortrait()
        try await phone.keepAndSubmit()
        try await town.approveNext()
        try await phone.receive()
        try town.terminal("update").expect(0)

        _ = chip.takeUsed()
        try phone.tell(event: .unlocked)
        let showing = try phone.present(purpose: "police")
        try showing.mode(mode: .still)
        try await showing.nextPicture().write(to: town.file("code.png"))
        try showing.stop()
        return (town, phone)
    }

    @Test func aKeyThatFailsRefusesLiesOrHangsIsATypedErrorAndNobodyIsSignedIn() async throws {
        let town = try await Town("05-no-retained-photo")
        defer { withExtendedLifetime(town) {} }
        let hang = DispatchSemaphore(value: 0)
        let cases: [(String, Code, ChipKeys)] = [
            ("the chip does not answer", .keyStoreFails, ChipKeys(refusal: KeyTrouble.NotAvailable)),
            ("the phone is locked", .phoneStillLocked, ChipKeys(refusal: KeyTrouble.Locked)),
            ("the person says no", .stoppedByYou, ChipKeys(refusal: KeyTrouble.RefusedByPerson)),
            ("the app itself breaks", .keyStoreFails, ChipKeys(refusal: Chatty())),
            (
                "a signature of something else", .keyStoreFails,
                ChipKeys { _, key in try OpenSSL.shared.sign(Data([1]), key) }
            ),
            ("half a signature", .keyStoreFails, ChipKeys { honest, _ in honest.prefix(honest.count / 2) }),
            ("no signature", .keyStoreFails, ChipKeys { _, _ in Data() }),
            (
                "a signature that never comes", .keyStoreFails,
                ChipKeys { honest, _ in
                    hang.wait()
                    return honest
                }
            ),
        ]
        for (number, (name, code, chip)) in cases.enumerated() {
            let phone = try await Wallet.open(setup: try town.setup("phone-\(number)"), key: chip, secrets: nil)
            let refused = try await refusal {
                try await phone.act(intent: .signInAskCode(idKind: .citizen, idNumber: Self.idNumber))
            }
            #expect(refused == code, "\(name)")
            #expect(try phone.gate() != .open, "\(name)")
            #expect(try !phone.problem(code: code).next.isEmpty, "\(name)")
            #expect(try !phone.diagnostics().contains(Self.idNumber), "\(name): no text of the app")
            try await phone.end()
        }
        for _ in 0..<16 { hang.signal() }
    }
}
