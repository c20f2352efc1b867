package liangzheng.ui

import androidx.compose.foundation.layout.fillMaxSize
import androidx.compose.runtime.CompositionLocalProvider
import androidx.compose.ui.Modifier
import androidx.compose.ui.graphics.toAwtImage
import androidx.compose.ui.platform.LocalDensity
import androidx.compose.ui.semantics.SemanticsProperties
import androidx.compose.ui.test.ComposeTimeoutException
import androidx.compose.ui.test.ComposeUiTest
import androidx.compose.ui.test.ExperimentalTestApi
import androidx.compose.ui.test.SemanticsMatcher.Companion.keyIsDefined
import androidx.compose.ui.test.captureToImage
import androidx.compose.ui.test.hasContentDescription
import androidx.compose.ui.test.onAllNodesWithTag
import androidx.compose.ui.test.onNodeWithText
import androidx.compose.ui.test.onRoot
import androidx.compose.ui.test.performClick
import androidx.compose.ui.test.performScrollTo
import androidx.compose.ui.test.v2.runDesktopComposeUiTest
import androidx.compose.ui.unit.Density
import java.io.File
import javax.imageio.ImageIO
import kotlinx.coroutines.runBlocking
import liangzheng.core.Town
import liangzheng.core.Wallet
import liangzheng.core.applyFromAlbum
import liangzheng.core.receive
import liangzheng.core.signIn
import org.junit.Assert.assertEquals
import org.junit.Test

/** The real screen over the real core, with a real authority: what a driver does at a roadside check. */
@OptIn(ExperimentalTestApi::class)
class LicenseRouteTest {
    // R13 R65
    @Test
    fun `the license comes up, its code is shown after the unlock, and a terminal reads the screen`() {
        Town("05-no-retained-photo").use { town ->
            val wallet = runBlocking { licensed(town) }
            // A phone's screen: 411 by 1000 dp at two pixels each.
            runDesktopComposeUiTest(width = 822, height = 2000) {
                var unlocks = 0
                setContent {
                    CompositionLocalProvider(LocalDensity provides Density(2f)) {
                        LiangzhengTheme(dark = false) {
                            LicenseRoute(wallet, ::rgbaImage, unlock = { unlocks++; true }, modifier = Modifier.fillMaxSize())
                        }
                    }
                }
                await("page", wallet)
                onNode(hasContentDescription("何听雨", substring = true)).assertExists()
                onAllNodesWithTag("code").fetchSemanticsNodes().let { assertEquals("no code before the unlock", 0, it.size) }

                onNodeWithText("亮码").performScrollTo().performClick()
                await("code", wallet)
                assertEquals(1, unlocks)
                // The code moves between the deciding one and frames of the portrait: an officer's camera sees several.
                val seen = (1..6).map { number ->
                    Thread.sleep(130)
                    mainClock.advanceTimeBy(150)
                    waitForIdle()
                    File("target/pictures/route-$number.png").absoluteFile.also { file ->
                        file.parentFile.mkdirs()
                        ImageIO.write(onRoot().captureToImage().toAwtImage(), "png", file)
                    }.path
                }
                val verdict = town.terminal("scan", "--json", *seen.toTypedArray())
                assertEquals("${verdict.out} ${verdict.err}", 0, verdict.status)

                onNodeWithText("收起二维码").performScrollTo().performClick()
                waitUntil(timeoutMillis = 5_000) { onAllNodesWithTag("code").fetchSemanticsNodes().isEmpty() }
            }
            runBlocking { wallet.end() }
        }
    }

    private suspend fun licensed(town: Town): Wallet {
        val wallet = Wallet.open(town.setup("phone"), null, null)
        wallet.signIn(town, "190101199511300105")
        wallet.applyFromAlbum(File(Town.repository, "demo/assets/portrait-specimen.jpg"))
        town.approveNext()
        wallet.receive()
        town.terminal("update").expect(0)
        return wallet
    }

    /** Waits for a part of the screen; what it shows instead is told in the failure. */
    private fun ComposeUiTest.await(tag: String, wallet: Wallet) = try {
        waitUntil(timeoutMillis = 20_000) { onAllNodesWithTag(tag).fetchSemanticsNodes().isNotEmpty() }
    } catch (late: ComposeTimeoutException) {
        val shown = onAllNodes(keyIsDefined(SemanticsProperties.Text)).fetchSemanticsNodes()
            .flatMap { it.config[SemanticsProperties.Text] }.joinToString(" | ") { it.text }
        throw AssertionError("no $tag; shown: $shown; told: ${wallet.diagnostics()}", late)
    }
}
