package liangzheng.ui

import androidx.compose.ui.graphics.toAwtImage
import androidx.compose.ui.semantics.SemanticsProperties
import androidx.compose.ui.test.ComposeTimeoutException
import androidx.compose.ui.test.SemanticsMatcher.Companion.keyIsDefined
import androidx.compose.ui.test.captureToImage
import androidx.compose.ui.test.hasContentDescription
import androidx.compose.ui.test.junit4.v2.createComposeRule
import androidx.compose.ui.test.onAllNodesWithTag
import androidx.compose.ui.test.onNodeWithTag
import androidx.compose.ui.test.onNodeWithText
import androidx.compose.ui.test.onRoot
import androidx.compose.ui.test.performClick
import java.io.File
import javax.imageio.ImageIO
import kotlinx.coroutines.runBlocking
import liangzheng.core.Town
import liangzheng.core.Wallet
import liangzheng.core.applyFromAlbum
import liangzheng.core.receive
import liangzheng.core.signIn
import org.junit.Assert.assertEquals
import org.junit.Rule
import org.junit.Test

/** The real screen over the real core, with a real authority: what a driver does at a roadside check. */
class LicenseRouteTest {
    @get:Rule
    val rule = createComposeRule()

    // R13 R65
    @Test
    fun `the license comes up, its code is shown after the unlock, and a terminal reads the screen`() {
        Town("05-no-retained-photo").use { town ->
            val wallet = runBlocking { Wallet.open(town.setup("phone"), null, null) }
            runBlocking {
                wallet.signIn(town, "190101199511300105")
                wallet.applyFromAlbum(File(Town.repository, "demo/assets/portrait-specimen.jpg"))
                town.approveNext()
                wallet.receive()
            }
            town.terminal("update").expect(0)
            var unlocks = 0
            rule.setContent {
                LiangzhengTheme(dark = false) {
                    LicenseRoute(wallet, ::rgbaImage, unlock = { unlocks++; true })
                }
            }
            await("the page", wallet) { rule.onAllNodesWithTag("page").fetchSemanticsNodes().isNotEmpty() }
            rule.onNode(hasContentDescription("何听雨", substring = true)).assertExists()
            assertEquals("nothing is shown before the unlock", 0, rule.onAllNodesWithTag("code").fetchSemanticsNodes().size)

            rule.onNodeWithText("亮码").performClick()
            await("the code", wallet) { rule.onAllNodesWithTag("code").fetchSemanticsNodes().isNotEmpty() }
            assertEquals(1, unlocks)
            val screen = File("target/pictures/route-with-code.png").apply { parentFile.mkdirs() }
            ImageIO.write(rule.onRoot().captureToImage().toAwtImage(), "png", screen)
            val verdict = town.terminal("scan", "--json", screen.absolutePath)
            assertEquals("${verdict.out} ${verdict.err}", 0, verdict.status)

            rule.onNodeWithText("收起二维码").performClick()
            rule.waitUntil(5_000) { rule.onAllNodesWithTag("code").fetchSemanticsNodes().isEmpty() }
            runBlocking { wallet.end() }
        }
    }

    /** Waits for the screen; what it shows instead is told in the failure. */
    private fun await(what: String, wallet: Wallet, done: () -> Boolean) = try {
        rule.waitUntil(20_000, done)
    } catch (late: ComposeTimeoutException) {
        val shown = rule.onAllNodes(keyIsDefined(SemanticsProperties.Text)).fetchSemanticsNodes()
            .flatMap { it.config[SemanticsProperties.Text] }.joinToString(" | ") { it.text }
        throw AssertionError("no $what; shown: $shown; told: ${wallet.diagnostics()}", late)
    }
}
