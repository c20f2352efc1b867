package liangzheng.ui

import androidx.compose.foundation.layout.fillMaxSize
import androidx.compose.runtime.CompositionLocalProvider
import androidx.compose.runtime.getValue
import androidx.compose.runtime.mutableStateOf
import androidx.compose.runtime.setValue
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
import androidx.compose.ui.test.hasText
import androidx.compose.ui.test.isRoot
import androidx.compose.ui.test.onAllNodesWithTag
import androidx.compose.ui.test.onFirst
import androidx.compose.ui.test.onNodeWithTag
import androidx.compose.ui.test.onNodeWithText
import androidx.compose.ui.test.performClick
import androidx.compose.ui.test.performTextInput
import androidx.compose.ui.test.v2.runDesktopComposeUiTest
import androidx.compose.ui.unit.Density
import com.google.zxing.BinaryBitmap
import com.google.zxing.RGBLuminanceSource
import com.google.zxing.common.HybridBinarizer
import com.google.zxing.qrcode.QRCodeReader
import java.io.File
import javax.imageio.ImageIO
import kotlin.time.Duration.Companion.minutes
import kotlinx.coroutines.runBlocking
import liangzheng.core.Language
import liangzheng.core.Town
import liangzheng.core.Wallet
import liangzheng.core.applyFromAlbum
import liangzheng.core.receive
import liangzheng.core.signIn
import org.junit.Assert.assertEquals
import org.junit.Assert.assertFalse
import org.junit.Assert.assertTrue
import org.junit.Test

/** The real screen over the real core, with a real authority: what a driver does at a roadside check and at a counter. */
@OptIn(ExperimentalTestApi::class)
class LicenseRouteTest {
    private class Hand : Phone {
        var unlocks = 0
        var bright = false
        var scans: () -> String? = { null }

        override fun picture(width: Int, height: Int, rgba: ByteArray) = rgbaImage(width, height, rgba)

        override suspend fun unlock(): Boolean {
            unlocks++
            return true
        }

        override suspend fun scan() = scans()

        override fun codeIsShown(shown: Boolean) {
            bright = shown
        }
    }

    // R13 R65 R71 R72 R75
    @Test
    fun `a driver shows the license to an officer and answers a rental firm, and both terminals read it from the screen`() {
        Town("05-no-retained-photo").use { town ->
            val wallet = runBlocking { licensed(town) }
            val hand = Hand()
            var inFront by mutableStateOf(true)
            // A phone's screen: 411 by 1000 dp at two pixels each.
            runDesktopComposeUiTest(width = 822, height = 2000, testTimeout = 4.minutes) {
                setContent {
                    CompositionLocalProvider(LocalDensity provides Density(2f)) {
                        LiangzhengTheme(dark = false) {
                            LicenseRoute(wallet, hand, Language.EN, Modifier.fillMaxSize(), inFront, dark = false)
                        }
                    }
                }
                await("page", wallet)
                await("clock", wallet)
                onNode(hasContentDescription("何听雨", substring = true)).assertExists()
                assertEquals("no code before the unlock", 0, onAllNodesWithTag("code").fetchSemanticsNodes().size)
                photographScreen("route-front")

                onNodeWithText("Show code").performClick()
                await("code", wallet)
                assertEquals(1, hand.unlocks)
                assertTrue("full brightness while the code is shown", hand.bright)
                scanned(town::terminal, "officer")

                // For whom moving pictures are a burden: every picture of a still code is the deciding one.
                onNodeWithText("Still code").performClick()
                onNodeWithText("Show portrait").assertExists()
                onNodeWithText("New code").performClick()
                scanned(town::terminal, "still")
                assertEquals("the next picture, too", 0, read(town::terminal, "still-next").status)

                // The officer wants a fresh answer, and reads out six digits.
                val challenge = town.terminal("challenge", "--out", town.file("officer.png").path).also { it.expect(0) }
                val digits = Regex("""\d{6}""").find(challenge.out)!!.value
                onNodeWithText("Answer").performClick()
                onNodeWithText("Type six digits").performClick()
                assertEquals("no code while a question is open", 0, onAllNodesWithTag("code").fetchSemanticsNodes().size)
                onNodeWithTag("digits").performTextInput(digits)
                onNodeWithText("Next").performClick()
                await("question", wallet)
                onNodeWithText("They see everything on your license.").assertExists()
                onNodeWithText("Agree").performClick()
                await("code", wallet)
                scanned(town::terminal, "answered")

                for (view in listOf("Check", "Turn around", "Back", "Front", "Large print")) {
                    onNodeWithText(view).performClick()
                    settle(700)
                    photographScreen("route-${view.lowercase().replace(' ', '-')}")
                }
                onNodeWithText("Large print").performClick()
                onNodeWithText("Hide code").performClick()
                waitUntil(timeoutMillis = PATIENCE) { onAllNodesWithTag("code").fetchSemanticsNodes().isEmpty() }
                assertFalse("brightness is given back", hand.bright)

                // At the counter of a rental firm: its code is read, it is named, and only then it sees the least.
                town.openRental()
                town.rental("challenge", "--out", town.file("rental.png").path).expect(0)
                hand.scans = { qrText(town.file("rental.png")) }
                onNodeWithText("Answer").performClick()
                onNodeWithText("Scan their code").performClick()
                await("question", wallet)
                onNodeWithText("Yunfan Car Rental").assertExists()
                photographScreen("route-asked")
                assertEquals("nothing is shown before the yes", 0, onAllNodesWithTag("code").fetchSemanticsNodes().size)
                onNodeWithText("Agree").performClick()
                await("code", wallet)
                onNodeWithText("Still code").performClick()
                val seen = scanned(town::rental, "rental")
                assertTrue(seen, "何听雨" in seen && "190101199511300105" !in seen)

                // In the background nothing is shown, whatever was on the screen.
                inFront = false
                waitUntil(timeoutMillis = PATIENCE) { onAllNodesWithTag("code").fetchSemanticsNodes().isEmpty() }
                inFront = true

                // What is no question is explained, and nothing is shown.
                hand.scans = { "https://example.com" }
                onNodeWithText("Answer").performClick()
                onNodeWithText("Scan their code").performClick()
                waitUntil(timeoutMillis = PATIENCE) { onAllNodes(hasText("Understood")).fetchSemanticsNodes().isNotEmpty() }
                onNodeWithText("Understood").performClick()
                settle(300)
                assertEquals("still nothing", 0, onAllNodesWithTag("code").fetchSemanticsNodes().size)
            }
            runBlocking { wallet.end() }
        }
    }

    /**
     * Pictures of the screen, as an officer's camera takes them, until the terminal reads one; its words if it says
     * valid. Of a moving code only every third picture decides, and how often the screen is photographed depends on the
     * machine: so a camera goes on until it has read.
     */
    private fun ComposeUiTest.scanned(terminal: (Array<String>) -> Town.Ran, name: String): String {
        val pictures = (1..40).asSequence().map { read(terminal, "$name-$it") }
        val verdict = pictures.firstOrNull { it.status != UNREADABLE }
        assertEquals("$name: ${verdict?.out} ${verdict?.err}", 0, verdict?.status)
        return verdict!!.out
    }

    private fun ComposeUiTest.read(terminal: (Array<String>) -> Town.Ran, name: String): Town.Ran {
        settle(130)
        return terminal(arrayOf("scan", "--json", photographScreen("route-$name")))
    }

    private fun ComposeUiTest.settle(millis: Long) {
        Thread.sleep(millis)
        mainClock.advanceTimeBy(millis + 20)
        waitForIdle()
    }

    private fun ComposeUiTest.photographScreen(name: String): String {
        val file = File("target/pictures/$name.png").absoluteFile
        file.parentFile.mkdirs()
        ImageIO.write(onAllNodes(isRoot()).onFirst().captureToImage().toAwtImage(), "png", file)
        return file.path
    }

    /** What the phone's camera reads in a picture. */
    private fun qrText(picture: File): String {
        val image = ImageIO.read(picture)
        val pixels = image.getRGB(0, 0, image.width, image.height, null, 0, image.width)
        val light = RGBLuminanceSource(image.width, image.height, pixels)
        return QRCodeReader().decode(BinaryBitmap(HybridBinarizer(light))).text
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
        waitUntil(timeoutMillis = PATIENCE) { onAllNodesWithTag(tag).fetchSemanticsNodes().isNotEmpty() }
    } catch (late: ComposeTimeoutException) {
        val shown = onAllNodes(keyIsDefined(SemanticsProperties.Text)).fetchSemanticsNodes()
            .flatMap { it.config[SemanticsProperties.Text] }.joinToString(" | ") { it.text }
        throw AssertionError("no $tag; shown: $shown; told: ${wallet.diagnostics()}", late)
    }

    private companion object {
        /** How long the test waits for what must come, on a machine however busy. */
        const val PATIENCE = 60_000L

        /** The terminal's exit status when no picture holds a code it can read. */
        const val UNREADABLE = 4
    }
}
