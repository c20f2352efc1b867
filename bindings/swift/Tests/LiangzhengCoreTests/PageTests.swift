import Foundation
import LiangzhengCore
import Testing

/// Pages through the bindings are the pages of the core: same size, same words, same order.
@Suite struct PageTests {
    // R04 R05
    @Test func theSamplesPagesHaveTheSizesAndTheWordsThatTheRenderersOwnTestNames() async throws {
        let file = Town.repository.appendingPathComponent("core/render/tests/data/sample-pages.tsv")
        let rows = try String(contentsOf: file, encoding: .utf8).split(separator: "\n")
            .filter { !$0.hasPrefix("#") }.map { $0.split(separator: "\t").map(String.init) }
        #expect(rows.count >= 10, "a table of pages")
        try await withLonePhone { wallet in
            for row in rows {
                let want = want(row[0], row[1], row[2], UInt32(row[3]) ?? 0)
                let page = try await wallet.page(want: want)
                #expect([row[3], row[4]] == ["\(page.width)", "\(page.height)"], "\(row)")
                #expect(page.rgba.count == Int(page.width * page.height * 4), "\(row)")
                let number = String(fingerprint(page, try wallet.pageText(want: want)), radix: 16)
                #expect(String(repeating: "0", count: 16 - number.count) + number == row[5], "\(row)")
                #expect(try await wallet.page(want: want).key == page.key, "equal keys, equal pixels")
            }
        }
    }

    @Test func aPageThatCannotBeDrawnIsATypedError() async throws {
        try await withLonePhone { wallet in
            for width: UInt32 in [0, 239, 2_401, 100_000, .max] {
                let want = want("main", "normal", "en", width)
                try await expectRefusal(.pageSizeWrong, "\(width)") { _ = try await wallet.page(want: want) }
                try await expectRefusal(.pageSizeWrong, "\(width)") { _ = try wallet.pageText(want: want) }
            }
            try await expectRefusal(.noSuchThing) { _ = try wallet.clockTile(key: "nothing") }
        }
    }

    // R02
    @Test func theClockTicksOnItsOwnSmallPictureInsideThePage() async throws {
        try await withLonePhone { wallet in
            let page = try await wallet.page(want: want("main", "normal", "en", 720))
            let tile = try wallet.clockTile(key: page.key)
            #expect(tile.rect == page.clock, "it lies where the page says")
            #expect(tile.rgba.count == Int(tile.rect.width * tile.rect.height * 4))
            #expect(!tile.spoken.isEmpty && 1...1_000 ~= tile.nextInMs, "spoken, and due again")
        }
    }

    private func withLonePhone(_ work: (Wallet) async throws -> Void) async throws {
        try await inFolder { folder in
            let wallet = try await Wallet.open(setup: lonePhone(folder), key: nil, secrets: MapSecrets())
            try await work(wallet)
            try await wallet.end()
        }
    }

    private func want(_ side: String, _ print: String, _ language: String, _ width: UInt32) -> PageWant {
        PageWant(
            side: side == "second" ? .secondSide : .mainSide, width: width, theme: .lightTheme,
            print: side == "check" ? .checkView : print == "large" ? .largePrint : .normalPrint,
            language: language == "en" ? .en : .zhHans)
    }

    /// The renderer's own number of a page (core/render/src/fingerprint.rs), written again: FNV-1a over size and words.
    private func fingerprint(_ page: PagePixels, _ texts: [PageText]) -> UInt64 {
        var hash: UInt64 = 0xcbf2_9ce4_8422_2325
        func take(_ text: String) {
            for byte in Array(text.utf8) + [0] { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01b3 }
        }
        take("\(page.width)x\(page.height)")
        for text in texts where text.field != "now" && text.field != "generated" {
            [text.field, text.label, text.value, text.spoken, text.language].forEach(take)
        }
        return hash
    }
}
