import Foundation
import LiangzhengCore
import LiangzhengModels
import Testing

@Suite @MainActor struct LicenseModelTests {
    /// A hand that holds the phone: unlocks it when asked, points its camera at something.
    private final class Hand: Phone {
        var opens = true
        var sees: String?
        var unlocks = 0
        var bright: [Bool] = []

        func unlock() async -> Bool {
            unlocks += 1
            return opens
        }

        func scan() async -> String? { sees }

        func codeIsShown(_ shown: Bool) { bright.append(shown) }
    }

    private func model(_ wallet: ScriptedWallet, _ hand: Hand = Hand()) -> LicenseModel {
        LicenseModel(wallet, phone: hand, width: 720, theme: .lightTheme, language: .en)
    }

    private static func part(_ headline: String, look: LicenseLook = .usable) -> LicensePart {
        LicensePart(
            look: look, headline: headline, states: [], details: [], age: "", effect: [], reminders: [], advice: [],
            generatedAt: 0, checkedAt: 0, version: 1, actions: [], goodUntil: 0)
    }

    private static func pixels(_ key: String) -> PagePixels {
        let none = PixelRect(x: 0, y: 0, width: 0, height: 0)
        return PagePixels(key: key, width: 1, height: 1, rgba: Data([0, 0, 0, 255]), code: none, clock: none)
    }

    private static func script(_ state: LicenseState) -> ScriptedWallet.Script {
        ScriptedWallet.Script(license: .success(state), page: .success(pixels("a")))
    }

    private static func code(_ id: UInt64, next: UInt32 = 125, dies: UInt32 = 30_000) -> Frame {
        .code(id: id, side: 2, modules: Data([0b1001_0000]), look: .usable, nextInMs: next, diesInMs: dies)
    }

    // R11
    @Test func aPageThatIsNotLiveIsShownWithWhatTheCoreSaysAboutIt() async {
        let model = model(ScriptedWallet(Self.script(.notLive(page: Self.part("not live")))))
        await model.refresh()
        guard case .page(let page) = model.screen else { return #expect(Bool(false), "\(model.screen)") }
        #expect(page.part.headline == "not live")
    }

    @Test func ahiddenLicenseShowsWordsAndTheOfficeAndNoPicture() async {
        let office = OfficePart(name: "office", lines: ["bring your card"])
        let wallet = ScriptedWallet(Self.script(.hidden(page: Self.part("frozen"), office: office)))
        let model = model(wallet)
        await model.refresh()
        #expect(model.screen == .words(Self.part("frozen"), office: office))
        #expect(wallet.pages.isEmpty)
    }

    @Test func viewsAskForTheirPages() async {
        let wallet = ScriptedWallet(Self.script(.shown(page: Self.part("ok"))))
        let model = model(wallet)
        await model.look(.back)
        await model.setLargePrint(true)
        await model.look(.check)
        await model.look(.checkTurned)
        await model.look(.front)
        #expect(wallet.pages.map(\.side) == [.secondSide, .secondSide, .mainSide, .mainSide, .mainSide])
        #expect(
            wallet.pages.map(\.print) == [.normalPrint, .largePrint, .checkView, .checkViewTurned, .largePrint])
    }

    // R02
    @Test func theClockTicksWhileItsPageIsShown() async {
        var script = Self.script(.shown(page: Self.part("ok")))
        let rect = PixelRect(x: 1, y: 2, width: 1, height: 1)
        script.clock = .success(ClockTile(rect: rect, rgba: Data([1, 2, 3, 4]), spoken: "noon", nextInMs: 1_000))
        let wallet = ScriptedWallet(script)
        let model = model(wallet)
        #expect(model.tickClock() == nil, "no page, no clock")
        await model.refresh()
        #expect(model.tickClock() == .milliseconds(1_000))
        #expect(model.clock?.tile.spoken == "noon")
        wallet.rewrite { $0.clock = .failure(.NotNow(code: .noSuchThing)) }
        #expect(model.tickClock() == nil)
        #expect(model.clock == nil)
    }

    @Test func framesFollowTheirOwnClockAndADeadCodeLeavesTheScreen() async {
        var script = Self.script(.shown(page: Self.part("ok")))
        script.frames = [
            Self.code(1), Self.code(2, next: 500, dies: 40), .wait(until: .nextSignature, trouble: nil, nextInMs: 100),
            .wait(until: .nextSignature, trouble: .keyStoreFails, nextInMs: 100), .over,
        ]
        let wallet = ScriptedWallet(script)
        let hand = Hand()
        let model = model(wallet, hand)
        await model.showCode()
        #expect(model.tick() == .milliseconds(125))
        #expect(model.code?.id == 1)
        #expect(model.code?.isDark(x: 0, y: 0) == true && model.code?.isDark(x: 1, y: 0) == false)
        #expect(model.code?.isDark(x: 0, y: 1) == false && model.code?.isDark(x: 1, y: 1) == true)
        #expect(model.tick() == .milliseconds(40), "never longer than the code lives")
        #expect(model.tick() == .milliseconds(100))
        #expect(model.code == nil && model.showing?.waits == .nextSignature && model.showing?.trouble == nil)
        #expect(model.tick() == .milliseconds(100))
        #expect(model.showing?.trouble?.code == .keyStoreFails && model.showing?.trouble?.next.isEmpty == false)
        #expect(model.tick() == nil)
        #expect(wallet.openShowings == 0)
        #expect(wallet.events == [.unlocked])
        #expect(hand.bright == [true, false], "brightness is asked for once, and given back")
    }

    @Test func whatADriverDoesToAShowingReachesIt() async {
        var script = Self.script(.shown(page: Self.part("ok")))
        script.frames = [Self.code(1)]
        let wallet = ScriptedWallet(script)
        let model = model(wallet)
        model.newCode()
        #expect(wallet.deeds.isEmpty, "nothing is shown yet")
        await model.look(.back)
        await model.showCode()
        #expect(model.view == .front, "the code stands on the front")
        model.newCode()
        model.holdStill(true)
        #expect(model.showing?.still == true)
        model.showPortrait()
        model.holdStill(false)
        model.screenshotTaken()
        #expect(wallet.deeds == ["renew", "mode still", "portrait", "mode moving(fps: 8)"])
        #expect(wallet.events == [.unlocked, .screenshotTaken])
    }

    @Test func withoutAnUnlockNothingIsShown() async {
        let wallet = ScriptedWallet(Self.script(.shown(page: Self.part("ok"))))
        let hand = Hand()
        hand.opens = false
        let model = model(wallet, hand)
        await model.showCode()
        #expect(model.showing == nil && wallet.openShowings == 0 && wallet.events.isEmpty)
    }

    @Test func aRefusedShowingIsExplainedWithItsNextStep() async {
        var script = Self.script(.shown(page: Self.part("ok")))
        script.present = .NotNow(code: .unlockFirst)
        let model = model(ScriptedWallet(script))
        await model.showCode()
        #expect(model.trouble?.code == .unlockFirst)
        #expect(model.trouble?.step == .unlockPhone)
        #expect(model.tick() == nil)
    }

    private static let rental = AskView(
        askId: 5, asker: SignedName(zhHans: "云帆租车", en: "Yunfan Car Rental"),
        purposeName: SignedName(zhHans: "租赁车辆", en: "Renting a vehicle"),
        shares: Sentence(zhHans: "只给出姓名。", en: "They see only your name."), pointsConsentNeeded: true)

    // R72 R74 R75
    @Test func aFirmIsNamedWithWhatItSeesAndNoCodeIsSeenBeforeTheYes() async {
        var script = Self.script(.shown(page: Self.part("ok")))
        script.frames = [Self.code(1)]
        script.ask = .success(Self.rental)
        let wallet = ScriptedWallet(script)
        let hand = Hand()
        hand.sees = "LZC1:…"
        let model = model(wallet, hand)
        model.answerQuestion()
        #expect(model.question == .how)
        await model.scanQuestion()
        _ = model.tick()
        guard case .asked(let asked) = model.question else { return #expect(Bool(false), "no question") }
        #expect(asked.asker == "Yunfan Car Rental" && asked.purpose == "Renting a vehicle")
        #expect(asked.shares == "They see only your name." && asked.asksPoints)
        #expect(model.code == nil && hand.bright.isEmpty, "nothing is seen before the answer")
        model.agree(withPoints: true)
        #expect(model.question == nil && model.code == nil, "what was signed before is not seen either")
        _ = model.tick()
        #expect(model.code?.id == 1)
        #expect(wallet.deeds == ["ask scanned(text: \"LZC1:…\")", "answer 5 true"])
    }

    @Test func aNoEndsAShowingThatServedTheQuestionAlone() async {
        var script = Self.script(.shown(page: Self.part("ok")))
        script.ask = .success(Self.rental)
        script.frames = [Self.code(1)]
        for alreadyShown in [false, true] {
            let wallet = ScriptedWallet(script)
            let model = model(wallet)
            if alreadyShown { await model.showCode() }
            await model.digitsTyped("042917")
            #expect(model.question != nil)
            model.refuse()
            #expect(model.question == nil)
            #expect(wallet.openShowings == (alreadyShown ? 1 : 0))
            #expect(!wallet.deeds.contains { $0.hasPrefix("answer") })
        }
    }

    @Test func thePoliceAskInTheCoresWordsAndAForeignCodeIsExplained() async {
        var script = Self.script(.shown(page: Self.part("ok")))
        script.purposes = [
            PurposeLine(
                id: "police", title: "Check by traffic police", fields: [], needsConsent: false, consented: false,
                points: false, mustAsk: false, paper: [])
        ]
        script.ask = .success(
            AskView(
                askId: 1, asker: nil, purposeName: nil, shares: Sentence(zhHans: "全部", en: "Everything"),
                pointsConsentNeeded: false))
        let wallet = ScriptedWallet(script)
        let model = model(wallet)
        await model.digitsTyped("042917")
        guard case .asked(let asked) = model.question else { return #expect(Bool(false), "no question") }
        #expect(asked.asker == "Check by traffic police" && asked.purpose == nil)
        model.refuse()
        wallet.rewrite { $0.ask = .failure(.NotNow(code: .askForeign)) }
        await model.digitsTyped("1")
        #expect(model.trouble?.code == .askForeign)
        #expect(model.question == nil && wallet.openShowings == 0)
    }

    @Test func theAppsOwnWordsFollowTheLanguage() {
        let (chinese, english) = (Words.of(.zhHans), Words.of(.en))
        let words = { (words: Words) in Mirror(reflecting: words).children.compactMap { $0.value as? String } }
        #expect(words(chinese).count == words(english).count && words(english).count > 20)
        #expect(zip(words(chinese), words(english)).allSatisfy { !$0.isEmpty && !$1.isEmpty && $0 != $1 })
        #expect(words(english).allSatisfy { $0.unicodeScalars.allSatisfy { $0.value < 0x2E80 } })
    }

    @Test func aLicenseThatIsWithdrawnWhileShownTakesItsCodeAlong() async {
        var script = Self.script(.shown(page: Self.part("ok")))
        script.frames = [Self.code(1)]
        let wallet = ScriptedWallet(script)
        let model = model(wallet)
        await model.refresh()
        await model.showCode()
        _ = model.tick()
        #expect(model.code != nil)
        wallet.rewrite { $0.license = .success(.hidden(page: Self.part("revoked"), office: nil)) }
        await model.refresh()
        #expect(model.code == nil)
        #expect(wallet.openShowings == 0)
    }

    @Test func theScreenFollowsTheWalletUntilItEnds() async {
        let wallet = ScriptedWallet(Self.script(.none(page: Self.part("nothing yet"))))
        let model = model(wallet)
        wallet.rewrite { $0.license = .success(.shown(page: Self.part("issued"))) }
        wallet.end()
        await model.run()
        guard case .page(let page) = model.screen else { return #expect(Bool(false), "\(model.screen)") }
        #expect(page.part.headline == "issued")
    }
}
