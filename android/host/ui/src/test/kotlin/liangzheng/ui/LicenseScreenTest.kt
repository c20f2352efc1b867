package liangzheng.ui

import androidx.compose.runtime.getValue
import androidx.compose.runtime.mutableStateOf
import androidx.compose.runtime.setValue
import androidx.compose.ui.semantics.SemanticsActions
import androidx.compose.ui.semantics.SemanticsProperties
import androidx.compose.ui.test.SemanticsMatcher
import androidx.compose.ui.test.assertCountEquals
import androidx.compose.ui.test.assertHeightIsAtLeast
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
import androidx.compose.ui.unit.dp
import org.junit.Assert.assertEquals
import org.junit.Assert.assertTrue
import org.junit.Rule
import org.junit.Test

/** The screen as a pure function of its state. No core is running here. */
class LicenseScreenTest {
    @get:Rule
    val rule = createComposeRule()
    private var state by mutableStateOf<LicenseUiState>(LicenseUiState.Opening)
    private val intents = mutableListOf<LicenseIntent>()

    private fun show(first: LicenseUiState) {
        state = first
        rule.setContent { LiangzhengTheme(dark = false) { LicenseScreen(state, intents::add) } }
    }

    @Test
    fun `buttons say what the driver wants and change nothing by themselves`() {
        show(States.shown)
        rule.onNodeWithText("亮码").assertHeightIsAtLeast(40.dp).performClick()
        rule.onNodeWithText("看副页").performClick()
        rule.onNodeWithText("大字").performClick()
        assertEquals(listOf(LicenseIntent.ShowCode, LicenseIntent.Turn, LicenseIntent.LargePrint(true)), intents)
        rule.onAllNodesWithTag("code").assertCountEquals(0)
    }

    // R02 R65
    @Test
    fun `the code lies in its slot while it is shown`() {
        show(States.showingCode)
        rule.onNodeWithTag("code").assertIsDisplayed()
        rule.onNodeWithText("收起二维码").performClick()
        assertEquals(listOf<LicenseIntent>(LicenseIntent.HideCode), intents)
        state = States.shown
        rule.onAllNodesWithTag("code").assertCountEquals(0)
    }

    @Test
    fun `a screen reader hears the status first and every text of the page in its order`() {
        show(States.shown)
        val headings = rule.onAllNodes(isHeading()).fetchSemanticsNodes()
        assertEquals("可以驾驶", headings.first().config[SemanticsProperties.Text].single().text)
        rule.onNodeWithContentDescription("姓名: 何听雨").assertExists()
        rule.onNodeWithContentDescription("中华人民共和国机动车驾驶证").assertExists()
        val spoken = rule.onAllNodes(SemanticsMatcher.keyIsDefined(SemanticsProperties.ContentDescription))
            .fetchSemanticsNodes().map { it.config[SemanticsProperties.ContentDescription].single() }
        assertTrue("$spoken", spoken.indexOf("姓名: 何听雨") < spoken.indexOf("中华人民共和国机动车驾驶证"))
    }

    @Test
    fun `everything that can be pressed has a name`() {
        for (one in States.all.values) {
            if (intents.isEmpty() && state == LicenseUiState.Opening) show(one) else state = one
            rule.waitForIdle()
            val pressable = rule.onAllNodes(SemanticsMatcher.keyIsDefined(SemanticsActions.OnClick)).fetchSemanticsNodes()
            for (node in pressable) {
                val named = listOf(SemanticsProperties.Text, SemanticsProperties.ContentDescription).any { it in node.config }
                assertTrue("unnamed: $node", named)
            }
            intents += LicenseIntent.Refresh // the content is set once; from here on only the state changes
        }
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
    }

    @Test
    fun `trouble is explained with its next step and goes away when read`() {
        show(States.refused)
        val trouble = States.refused.trouble!!
        rule.onNodeWithText(trouble.title).assertIsDisplayed()
        rule.onNodeWithText("知道了").performClick()
        assertEquals(listOf<LicenseIntent>(LicenseIntent.TroubleRead), intents)
    }

    @Test
    fun `every state has its picture, light and dark`() {
        for ((name, one) in States.all) for (dark in listOf(false, true)) {
            val picture = photograph("license-$name-${if (dark) "dark" else "light"}") {
                LiangzhengTheme(dark) { LicenseScreen(one, {}) }
            }
            assertTrue("$picture is empty", picture.length() > 3_000)
        }
    }
}
