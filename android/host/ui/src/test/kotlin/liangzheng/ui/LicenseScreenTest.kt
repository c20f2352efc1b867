package liangzheng.ui

import androidx.compose.runtime.getValue
import androidx.compose.runtime.mutableStateOf
import androidx.compose.runtime.setValue
import androidx.compose.ui.semantics.SemanticsActions
import androidx.compose.ui.semantics.SemanticsNode
import androidx.compose.ui.semantics.SemanticsProperties
import androidx.compose.ui.test.SemanticsMatcher
import androidx.compose.ui.test.assertCountEquals
import androidx.compose.ui.test.assertIsDisplayed
import androidx.compose.ui.test.assertTextEquals
import androidx.compose.ui.test.isHeading
import androidx.compose.ui.test.junit4.v2.createComposeRule
import androidx.compose.ui.test.onAllNodesWithTag
import androidx.compose.ui.test.onNodeWithContentDescription
import androidx.compose.ui.test.onNodeWithTag
import androidx.compose.ui.test.onNodeWithText
import androidx.compose.ui.test.performClick
import androidx.compose.ui.test.performScrollTo
import androidx.compose.ui.test.performTextInput
import liangzheng.core.Language
import org.junit.Assert.assertEquals
import org.junit.Assert.assertTrue
import org.junit.Rule
import org.junit.Test

/** The screen as a pure function of its state. No license is on this phone. */
class LicenseScreenTest {
    @get:Rule
    val rule = createComposeRule()
    private var state by mutableStateOf<LicenseUiState>(LicenseUiState.Opening)
    private var language by mutableStateOf(Language.ZH_HANS)
    private val intents = mutableListOf<LicenseIntent>()

    private fun show(first: LicenseUiState) {
        state = first
        rule.setContent { LiangzhengTheme(dark = false) { LicenseScreen(state, intents::add, language = language) } }
    }

    private fun press(vararg words: String) = words.forEach { rule.onNodeWithText(it).performClick() }

    private fun pressable(): List<SemanticsNode> =
        rule.onAllNodes(SemanticsMatcher.keyIsDefined(SemanticsActions.OnClick)).fetchSemanticsNodes()

    @Test
    fun `buttons say what the driver wants and change nothing by themselves`() {
        show(States.shown)
        press("亮码", "副页", "查验", "大字", "回答")
        assertEquals(
            listOf(
                LicenseIntent.ShowCode,
                LicenseIntent.Look(PageView.BACK),
                LicenseIntent.Look(PageView.CHECK),
                LicenseIntent.LargePrint(true),
                LicenseIntent.AnswerQuestion,
            ),
            intents,
        )
        rule.onAllNodesWithTag("code").assertCountEquals(0)
        intents.clear()
        state = States.check
        press("转给对方看")
        state = States.turned
        press("转回来")
        assertEquals(listOf(LicenseIntent.Look(PageView.CHECK_TURNED), LicenseIntent.Look(PageView.CHECK)), intents)
    }

    // R02 R65
    @Test
    fun `the code lies in its slot while it is shown, can be renewed, held still and put away`() {
        show(States.showingCode)
        rule.onNodeWithTag("code").assertExists()
        press("换码", "静止", "收起")
        assertEquals(listOf(LicenseIntent.NewCode, LicenseIntent.HoldStill(true), LicenseIntent.HideCode), intents)
        state = States.stillCode
        press("出示照片")
        assertEquals(LicenseIntent.ShowPortrait, intents.last())
        state = States.waiting
        rule.onAllNodesWithTag("code").assertCountEquals(0)
        rule.onNodeWithText("正在生成").assertExists()
        state = States.keyFails
        rule.onNodeWithText("密钥库无响应\n请重启手机后再试。").assertExists()
        state = States.shown
        rule.onAllNodesWithTag("no-code").assertCountEquals(0)
    }

    // R72 R75
    @Test
    fun `a firm's question names the firm first, then the data, and no code is seen before the answer`() {
        show(States.asked)
        val asked = (States.asked as LicenseUiState.Shown).question as QuestionUi.Asked
        val dialog = rule.onAllNodes(SemanticsMatcher.keyIsDefined(SemanticsProperties.Text)).fetchSemanticsNodes()
            .map { it.config[SemanticsProperties.Text].joinToString("") { text -> text.text } }
        val order = listOf(asked.asker, "想查看您的驾驶证", asked.purpose, asked.shares, "不同意", "同意").map { dialog.indexOf(it) }
        assertTrue("$order in $dialog", order.all { it >= 0 } && order == order.sorted())
        rule.onAllNodesWithTag("code").assertCountEquals(0)
        press("不同意", "同意")
        assertEquals(listOf(LicenseIntent.Refuse, LicenseIntent.Agree(withPoints = false)), intents)
    }

    // R74
    @Test
    fun `points go along only if they were switched on for this question`() {
        show(States.askedForPoints)
        press("同意", "一并给出记分", "同意")
        assertEquals(listOf(LicenseIntent.Agree(withPoints = false), LicenseIntent.Agree(withPoints = true)), intents)
    }

    @Test
    fun `a question comes by camera or by six digits`() {
        show(States.how)
        press("扫对方的码", "输入六位数字", "取消")
        state = States.digits
        rule.onNodeWithTag("digits").performTextInput("042917")
        press("下一步")
        assertEquals(
            listOf(LicenseIntent.ScanQuestion, LicenseIntent.TypeQuestion, LicenseIntent.Refuse, LicenseIntent.DigitsTyped("042917")),
            intents,
        )
    }

    // R02
    @Test
    fun `the clock that ticks is drawn in its place and is what a screen reader says`() {
        show(States.shown)
        rule.onNodeWithTag("clock").assertExists()
        val spoken = descriptions().single { "十九点二十一分四十二秒" in it }
        assertTrue(spoken, ":" in spoken) // with its label
        state = States.shown.copy(clock = null)
        assertTrue("without a tick the page's own time", descriptions().none { "十九点二十一分四十二秒" in it })
    }

    @Test
    fun `a screen reader hears the status first and every text of the page in its order`() {
        show(States.shown)
        val headings = rule.onAllNodes(isHeading()).fetchSemanticsNodes()
        assertEquals("可以驾驶", headings.first().config[SemanticsProperties.Text].single().text)
        val texts = States.shown.page.texts
        assertTrue("a page of many texts", texts.size > 8)
        val nodes = rule.onAllNodes(SemanticsMatcher.keyIsDefined(SemanticsProperties.TraversalIndex)).fetchSemanticsNodes()
            .filter { SemanticsProperties.ContentDescription in it.config }
            .sortedBy { it.config[SemanticsProperties.TraversalIndex] }
            .map { it.config[SemanticsProperties.ContentDescription].single() }
        val said = texts.filterNot { it.field == "now" }.map { if (it.label.isEmpty()) it.spoken else "${it.label}: ${it.spoken}" }
        assertEquals(said, nodes.filter { it in said })
    }

    @Test
    fun `everything that can be pressed has a name and is as large as a finger, in both languages`() {
        show(LicenseUiState.Opening)
        for ((name, one) in States.all) for (spoken in Language.entries) {
            state = one
            language = spoken
            rule.waitForIdle()
            for (node in pressable()) {
                val named = listOf(SemanticsProperties.Text, SemanticsProperties.ContentDescription).any { it in node.config } ||
                    node.children.any { SemanticsProperties.Text in it.config }
                assertTrue("$name: unnamed: $node", named)
                val (width, height) = with(node.layoutInfo.density) { node.size.width.toDp().value to node.size.height.toDp().value }
                assertTrue("$name: $width by $height dp: $node", width >= 48 && height >= 48)
            }
        }
    }

    @Test
    fun `the app's own words follow the wallet's language`() {
        show(States.showingCode)
        val han = Regex("\\p{IsHan}")
        fun buttons() = pressable().map { node -> node.config.getOrElse(SemanticsProperties.Text) { emptyList() }.joinToString { it.text } }
        assertTrue("${buttons()}", buttons().all { han.containsMatchIn(it) })
        language = Language.EN
        rule.waitForIdle()
        assertTrue("${buttons()}", buttons().none { han.containsMatchIn(it) })
        rule.onNodeWithText("Hide code").assertExists()
    }

    // R06 R70
    @Test
    fun `equal effect and its exception stand beside each other`() {
        show(States.shown)
        rule.onNodeWithText("与纸质驾驶证具有同等效力").performScrollTo().assertIsDisplayed()
        rule.onNodeWithText("依法扣留驾驶证时，需出示纸质驾驶证").performScrollTo().assertIsDisplayed()
    }

    @Test
    fun `a hidden license shows words and an office, and no picture`() {
        show(States.hidden)
        rule.onNodeWithTag("headline").assertTextEquals("驾驶证已锁定")
        rule.onNodeWithText("样例市车辆管理所").assertIsDisplayed()
        rule.onAllNodesWithTag("page").assertCountEquals(0)
        rule.onNodeWithContentDescription("查验二维码").assertDoesNotExist()
    }

    @Test
    fun `trouble is explained with its next step and goes away when read`() {
        show(States.refused)
        val trouble = States.refused.trouble!!
        rule.onNodeWithText(trouble.title).assertIsDisplayed()
        rule.onNodeWithText(trouble.next).assertIsDisplayed()
        press("知道了")
        assertEquals(listOf<LicenseIntent>(LicenseIntent.TroubleRead), intents)
    }

    @Test
    fun `every state has its picture, light and dark`() {
        for ((name, one) in States.all) for (dark in listOf(false, true)) {
            val picture = photograph("license-$name-${if (dark) "dark" else "light"}") {
                LiangzhengTheme(dark) { LicenseScreen(if (dark) States.inDark(one) else one, {}) }
            }
            assertTrue("$picture is empty", picture.length() > 3_000)
        }
    }

    private fun descriptions(): List<String> {
        rule.waitForIdle()
        return rule.onAllNodes(SemanticsMatcher.keyIsDefined(SemanticsProperties.ContentDescription)).fetchSemanticsNodes()
            .map { it.config[SemanticsProperties.ContentDescription].single() }
    }
}
