package liangzheng.ui

import liangzheng.core.Code
import liangzheng.core.Language
import liangzheng.core.LicenseLook
import liangzheng.core.LicensePart
import liangzheng.core.OfficePart
import liangzheng.core.PageText
import liangzheng.core.PixelRect
import liangzheng.core.problemOf

/** One state of each kind, as the core would give it. */
object States {
    fun part(headline: String, look: LicenseLook = LicenseLook.USABLE) = LicensePart(
        look = look,
        headline = headline,
        states = listOf("状态：正常"),
        details = emptyList(),
        age = "刚刚与交管部门核对",
        effect = listOf("与纸质驾驶证具有同等效力", "依法扣留驾驶证时，需出示纸质驾驶证"),
        reminders = emptyList(),
        advice = emptyList(),
        generatedAt = 0,
        checkedAt = 0,
        version = 1u,
        actions = emptyList(),
        goodUntil = 0,
    )

    private val texts = listOf(
        PageText("name", "姓名", "何听雨", "何听雨", "zh-Hans", false, PixelRect(10u, 10u, 60u, 20u)),
        PageText("title", "", "中华人民共和国机动车驾驶证", "中华人民共和国机动车驾驶证", "zh-Hans", true, PixelRect(10u, 40u, 200u, 20u)),
    )

    private fun page() = PageUi("key", rgbaImage(320, 200, ByteArray(320 * 200 * 4) { -1 }), PixelRect(200u, 40u, 110u, 110u), texts)

    val code = CodeUi(7u, 21, ByteArray(56) { 0x5A }, LicenseLook.USABLE)

    val shown = LicenseUiState.Shown(part("可以驾驶"), page())
    val showingCode = shown.copy(code = code)
    val refused = shown.copy(trouble = problemOf(Code.UNLOCK_FIRST, Language.ZH_HANS))
    val mustNotDrive = LicenseUiState.Shown(part("不得驾驶", LicenseLook.MUST_NOT_DRIVE), page())
    val hidden = LicenseUiState.Hidden(part("驾驶证已锁定", LicenseLook.PLAIN), OfficePart("样例市车辆管理所", listOf("请带上身份证")))
    val failed = LicenseUiState.Failed(problemOf(Code.VAULT_DAMAGED, Language.ZH_HANS))

    val all = mapOf(
        "opening" to LicenseUiState.Opening,
        "shown" to shown,
        "showing-code" to showingCode,
        "refused" to refused,
        "must-not-drive" to mustNotDrive,
        "hidden" to hidden,
        "failed" to failed,
    )
}
