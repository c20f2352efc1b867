import Foundation
import LiangzhengCore
import Testing

/// What the bindings promise, whatever the wallet does. No authority is running here.
@Suite struct FacadeTests {
    private struct Chatty: Error { let text = "110101199003070000" }

    @Test(arguments: Code.allCases)
    func everyCodeIsExplainedInBothLanguages(_ code: Code) throws {
        for language in Language.allCases {
            let problem = try problemOf(code: code, language: language)
            #expect(problem.code == code)
            #expect(!problem.title.isEmpty && !problem.body.isEmpty && !problem.next.isEmpty)
        }
    }

    @Test func theCodeOfAnErrorIsTheOneToBeExplained() throws {
        #expect(try codeOf(error: CoreError.NotNow(code: .unlockFirst)) == .unlockFirst)
        #expect(try codeOf(error: CoreError.Cancelled) == .stoppedByYou)
    }

    @Test func aFirstStartKeepsItsSecretsInTheKeyStoreThatTheAppBrings() async throws {
        try await inFolder { folder in
            let secrets = MapSecrets()
            let wallet = try await Wallet.open(setup: lonePhone(folder), key: nil, secrets: secrets)
            #expect(!secrets.entries.isEmpty)
            #expect(secrets.entries.values.allSatisfy { $0.count <= 64 })
            try await wallet.end()
        }
    }

    // R64
    @Test func aFolderIsOpenOnceAndFreeAgainAfterTheWalletsEnd() async throws {
        try await inFolder { folder in
            let secrets = MapSecrets()
            let first = try await Wallet.open(setup: lonePhone(folder), key: nil, secrets: secrets)
            await #expect(throws: CoreError.Failed(code: .vaultInUse)) {
                _ = try await Wallet.open(setup: lonePhone(folder), key: nil, secrets: secrets)
            }
            try await first.end()
            let second = try await Wallet.open(setup: lonePhone(folder), key: nil, secrets: secrets)
            try await second.end()
        }
    }

    @Test func whatAForeignErrorSaysNeverComesBack() async throws {
        try await inFolder { folder in
            var said = ""
            do {
                let wallet = try await Wallet.open(
                    setup: lonePhone(folder), key: nil, secrets: MapSecrets(trouble: Chatty()))
                said = "\(try wallet.gate()) \(try wallet.diagnostics())"
            } catch { said = "\(error)" }
            #expect(!said.contains("1101"))
        }
    }

    @Test func aWatchTellsEveryPageAtOnceAndStopsWhenTold() async throws {
        try await inFolder { folder in
            let wallet = try await Wallet.open(setup: lonePhone(folder), key: nil, secrets: MapSecrets())
            let watch = try wallet.watch()
            #expect(try await watch.next()?.pages.count == PageName.allCases.count)
            try watch.stop()
            #expect(try await watch.next() == nil)
            try await wallet.end()
        }
    }

    @Test func stoppingAWatchEndsAWaitThatIsUnderWay() async throws {
        try await inFolder { folder in
            let wallet = try await Wallet.open(setup: lonePhone(folder), key: nil, secrets: MapSecrets())
            let watch = try wallet.watch()
            _ = try await watch.next()
            let waiting = Task { try await watch.next() }
            try watch.stop()
            #expect(try await waiting.value == nil)
            try await wallet.end()
        }
    }
}
