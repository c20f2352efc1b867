import Foundation
import LiangzhengCore
import LiangzhengModels
import Testing

@Suite @MainActor struct LicenseModelTests {
    private static let want = PageWant(
        side: .mainSide, width: 720, theme: .lightTheme, print: .normalPrint, language: .en)

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
        let model = LicenseModel(ScriptedWallet(Self.script(.notLive(page: Self.part("not live")))), want: Self.want)
        await model.refresh()
        guard case .page(let page) = model.screen else { return #expect(Bool(false), "\(model.screen)") }
        #expect(page.part.headline == "not live")
    }

    @Test func ahiddenLicenseShowsWordsAndTheOfficeAndNoPicture() async {
        let office = OfficePart(name: "office", lines: ["bring your card"])
        let wallet = ScriptedWallet(Self.script(.hidden(page: Self.part("frozen"), office: office)))
        let model = LicenseModel(wallet, want: Self.want)
        await model.refresh()
        #expect(model.screen == .words(Self.part("frozen"), office: office))
        #expect(wallet.pages.isEmpty)
    }

    @Test func turningAsksForTheOtherSide() async {
        let wallet = ScriptedWallet(Self.script(.shown(page: Self.part("ok"))))
        let model = LicenseModel(wallet, want: Self.want)
        await model.turn()
        await model.setLargePrint(true)
        #expect(wallet.pages.map(\.side) == [.secondSide, .secondSide])
        #expect(wallet.pages.map(\.print) == [.normalPrint, .largePrint])
    }

    @Test func framesFollowTheirOwnClockAndADeadCodeLeavesTheScreen() async {
        var script = Self.script(.shown(page: Self.part("ok")))
        script.frames = [Self.code(1), Self.code(2, next: 500, dies: 40), .wait(until: .nextSignature, nextInMs: 100), .over]
        let wallet = ScriptedWallet(script)
        let model = LicenseModel(wallet, want: Self.want)
        model.showCode(for: "police")
        #expect(model.tick() == .milliseconds(125))
        #expect(model.code?.id == 1)
        #expect(model.code?.isDark(x: 0, y: 0) == true && model.code?.isDark(x: 1, y: 0) == false)
        #expect(model.code?.isDark(x: 0, y: 1) == false && model.code?.isDark(x: 1, y: 1) == true)
        #expect(model.tick() == .milliseconds(40), "never longer than the code lives")
        #expect(model.tick() == .milliseconds(100))
        #expect(model.code == nil)
        #expect(model.tick() == nil)
        #expect(wallet.openShowings == 0)
        #expect(wallet.events == [.unlocked])
    }

    @Test func aRefusedShowingIsExplainedWithItsNextStep() {
        var script = Self.script(.shown(page: Self.part("ok")))
        script.present = .NotNow(code: .unlockFirst)
        let model = LicenseModel(ScriptedWallet(script), want: Self.want)
        model.showCode(for: "police")
        #expect(model.trouble?.code == .unlockFirst)
        #expect(model.trouble?.step == .unlockPhone)
        #expect(model.tick() == nil)
    }

    @Test func aLicenseThatIsWithdrawnWhileShownTakesItsCodeAlong() async {
        var script = Self.script(.shown(page: Self.part("ok")))
        script.frames = [Self.code(1)]
        let wallet = ScriptedWallet(script)
        let model = LicenseModel(wallet, want: Self.want)
        await model.refresh()
        model.showCode(for: "police")
        _ = model.tick()
        #expect(model.code != nil)
        wallet.rewrite { $0.license = .success(.hidden(page: Self.part("revoked"), office: nil)) }
        await model.refresh()
        #expect(model.code == nil)
        #expect(wallet.openShowings == 0)
    }

    @Test func theScreenFollowsTheWalletUntilItEnds() async {
        let wallet = ScriptedWallet(Self.script(.none(page: Self.part("nothing yet"))))
        let model = LicenseModel(wallet, want: Self.want)
        wallet.rewrite { $0.license = .success(.shown(page: Self.part("issued"))) }
        wallet.end()
        await model.run()
        guard case .page(let page) = model.screen else { return #expect(Bool(false), "\(model.screen)") }
        #expect(page.part.headline == "issued")
    }
}
