package liangzheng.ui

import kotlin.io.path.createTempDirectory
import kotlinx.coroutines.runBlocking
import liangzheng.core.Code
import liangzheng.core.Language
import liangzheng.core.LicenseLook
import liangzheng.core.LicensePart
import liangzheng.core.MapSecrets
import liangzheng.core.OfficePart
import liangzheng.core.PageTheme
import liangzheng.core.PageWant
import liangzheng.core.PrintSize
import liangzheng.core.Side
import liangzheng.core.WaitFor
import liangzheng.core.Wallet
import liangzheng.core.lonePhone
import liangzheng.core.problemOf

/** One state of each kind, as the core would give it. Pages are the core's own sample; nobody's license. */
object States {
    private val wallet = runBlocking { Wallet.open(lonePhone(createTempDirectory("liangzheng-states").toFile()), null, MapSecrets()) }

    /** The width that the screen gives a page on a phone of 411 dp at two pixels each. */
    private const val WIDTH = 758u

    fun part(
        headline: String,
        look: LicenseLook = LicenseLook.USABLE,
        age: String = "刚刚与交管部门核对（2026年11月24日 19:21）。",
        details: List<String> = emptyList(),
        states: List<String> = listOf("状态：正常"),
    ) = LicensePart(
        look = look,
        headline = headline,
        states = states,
        details = details,
        age = age,
        effect = listOf("与纸质驾驶证具有同等效力", "依法扣留驾驶证时，需出示纸质驾驶证"),
        reminders = emptyList(),
        advice = listOf("截屏和翻拍的图片无效，请打开本应用出示。"),
        generatedAt = 0,
        checkedAt = 0,
        version = 1u,
        actions = emptyList(),
        goodUntil = 0,
    )

    fun page(
        view: PageView = PageView.FRONT,
        largePrint: Boolean = false,
        dark: Boolean = false,
        language: Language = Language.ZH_HANS,
    ): PageUi = runBlocking {
        val print = when {
            view == PageView.CHECK -> PrintSize.CHECK_VIEW
            view == PageView.CHECK_TURNED -> PrintSize.CHECK_VIEW_TURNED
            largePrint -> PrintSize.LARGE_PRINT
            else -> PrintSize.NORMAL_PRINT
        }
        val side = if (view == PageView.BACK) Side.SECOND_SIDE else Side.MAIN_SIDE
        val theme = if (dark) PageTheme.DARK_THEME else PageTheme.LIGHT_THEME
        val want = PageWant(side, WIDTH, theme, print, language)
        val pixels = wallet.page(want)
        val image = rgbaImage(pixels.width.toInt(), pixels.height.toInt(), pixels.rgba)
        PageUi(pixels.key, image, pixels.code, wallet.pageText(want))
    }

    fun clock(page: PageUi): ClockUi = wallet.clockTile(page.key).let {
        ClockUi(rgbaImage(it.rect.width.toInt(), it.rect.height.toInt(), it.rgba), it.rect, "十九点二十一分四十二秒")
    }

    /** Noise of a code's size: version 15. */
    val code = CodeUi(7u, 77, kotlin.random.Random(7).nextBytes(77 * 77 / 8 + 1), LicenseLook.USABLE)

    private val front = page()
    val shown = LicenseUiState.Shown(part("可以驾驶"), front, clock(front))
    val showingCode = shown.copy(showing = ShowingUi(code))
    val stillCode = shown.copy(showing = ShowingUi(code, still = true))
    val waiting = shown.copy(showing = ShowingUi(waits = WaitFor.NEXT_SIGNATURE))
    val keyFails = shown.copy(
        showing = ShowingUi(waits = WaitFor.NEXT_SIGNATURE, trouble = problemOf(Code.KEY_STORE_FAILS, Language.ZH_HANS)),
    )
    val back = shown.copy(page = page(PageView.BACK), clock = null, view = PageView.BACK)
    val check = shown.copy(page = page(PageView.CHECK), clock = null, view = PageView.CHECK, showing = ShowingUi(code))
    val turned = shown.copy(page = page(PageView.CHECK_TURNED), clock = null, view = PageView.CHECK_TURNED, showing = ShowingUi(code))
    val large = shown.copy(page = page(largePrint = true), clock = null, largePrint = true)
    val refused = shown.copy(trouble = problemOf(Code.UNLOCK_FIRST, Language.ZH_HANS))
    val mustNotDrive = shown.copy(
        part = part("不得驾驶", LicenseLook.MUST_NOT_DRIVE, details = listOf("记满12分。驾驶证停止使用。", "如有异议，请到样例市车辆管理所。"), states = emptyList()),
    )
    val unclear = shown.copy(
        part = part("状态不明，请联网核实", LicenseLook.UNCLEAR, age = "未联网核实。3小时前与交管部门核对（2026年11月24日 16:20）。"),
    )
    val how = shown.copy(question = QuestionUi.How)
    val digits = shown.copy(question = QuestionUi.Digits)
    private val rental = QuestionUi.Asked(
        id = 5u,
        asker = "云帆租车",
        purpose = "租赁车辆",
        shares = "只给出照片、姓名、准驾车型、有效期和状态。不给出身份证号、出生日期、住址、档案编号、证芯编号和记分。",
        asksPoints = false,
    )
    val asked = showingCode.copy(question = rental)
    val askedForPoints = showingCode.copy(question = rental.copy(asker = "长风物流", purpose = "职业招聘（含记分）", asksPoints = true))
    val hidden = LicenseUiState.Hidden(
        part("驾驶证已锁定", LicenseLook.PLAIN, age = "", details = listOf("驾驶证已被锁定，不能出示。"), states = emptyList()),
        OfficePart("样例市车辆管理所", listOf("样例市样例路1号", "请带上身份证")),
    )
    val failed = LicenseUiState.Failed(problemOf(Code.VAULT_DAMAGED, Language.ZH_HANS))

    val all: Map<String, LicenseUiState> = mapOf(
        "opening" to LicenseUiState.Opening,
        "shown" to shown,
        "showing-code" to showingCode,
        "still-code" to stillCode,
        "waiting" to waiting,
        "key-fails" to keyFails,
        "back" to back,
        "check" to check,
        "check-turned" to turned,
        "large" to large,
        "refused" to refused,
        "must-not-drive" to mustNotDrive,
        "unclear" to unclear,
        "how-to-answer" to how,
        "six-digits" to digits,
        "asked" to asked,
        "asked-for-points" to askedForPoints,
        "hidden" to hidden,
        "failed" to failed,
    )

    /** The same page on dark ground. */
    fun inDark(state: LicenseUiState) =
        if (state is LicenseUiState.Shown) state.copy(page = page(state.view, state.largePrint, dark = true), clock = null) else state
}
