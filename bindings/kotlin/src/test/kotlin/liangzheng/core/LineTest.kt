package liangzheng.core

import java.io.File
import kotlinx.coroutines.runBlocking
import org.junit.Assert.assertEquals
import org.junit.Assert.assertTrue
import org.junit.Test

/** The whole line, through the bindings: from application to roadside check. */
class LineTest {
    // R13 R26 R27 R34 R38 R44 R45 R46 R47 R64 R65
    @Test
    fun `a driver applies from the album, is reviewed, and is verified at the roadside with no network`() = runBlocking {
        Town("05-no-retained-photo").use { town ->
            val phone = Wallet.open(town.setup("phone"), null, null)
            phone.signIn(town, "190101199511300105")
            val previewed = phone.applyFromAlbum(File(Town.repository, "demo/assets/portrait-specimen.jpg"))
            val task = town.claimNext()
            assertEquals("preview, upload and review are one file", previewed, sha256(town.photo(task)))
            town.approve(task)
            assertEquals(LicenseLook.USABLE, phone.receive().look)
            town.terminal("update").expect(0)

            town.stopAuthority()
            phone.end()
            phone.close()
            val reopened = Wallet.open(town.setup("phone"), null, null)
            reopened.until("the gate to open") { reopened.gate() is Gate.Open }
            reopened.tell(Event.Unlocked)
            val picture = town.file("code.png")
            reopened.present("police").use { presenter ->
                presenter.mode(ShowMode.Still)
                presenter.nextCode().writePicture(picture)
            }
            val verdict = town.terminal("scan", "--json", picture.path)
            assertEquals("${verdict.out} ${verdict.err}", 0, verdict.status)
            assertTrue(verdict.out, "何听雨" in verdict.out)
            reopened.end()
        }
    }
}
