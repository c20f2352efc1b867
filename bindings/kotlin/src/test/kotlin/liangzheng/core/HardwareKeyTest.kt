package liangzheng.core

import java.io.File
import java.security.KeyPairGenerator
import java.security.spec.ECGenParameterSpec
import java.util.concurrent.CountDownLatch
import kotlinx.coroutines.runBlocking
import org.junit.Assert.assertEquals
import org.junit.Assert.assertFalse
import org.junit.Assert.assertTrue
import org.junit.Test

/** Keys that the phone brings: its chip makes them and signs with them, the core never sees a private half. */
class HardwareKeyTest {
    private val idNumber = "190101199511300105"

    // R13 R14 R65
    @Test
    fun `a license bound to a key of the chip is shown, and the roadside terminal says valid`() = runBlocking {
        val chip = ChipKeys()
        shown(chip) { town, phone, picture ->
            assertEquals("requests, police and firms have a key each", 3, chip.names.size)
            val verdict = town.terminal("scan", "--json", picture.path)
            assertEquals("${verdict.out} ${verdict.err}", 0, verdict.status)
            assertTrue("何听雨" in verdict.out)
            // A look at the authority may fall between: it is signed with the key of requests.
            assertEquals("the chip signed the code, with one key alone: ${chip.used}", 1, chip.signedCodes().toSet().size)
            assertTrue("the driver is told where the keys live: ${phone.account().keys}", "chip" in phone.account().keys)

            // Another key's signature never reaches the screen: it is thrown away, and when it goes on the screen says why.
            chip.used.clear()
            val other = KeyPairGenerator.getInstance("EC").apply { initialize(ECGenParameterSpec("secp256r1")) }.generateKeyPair()
            chip.signs = { _, _ -> ChipKeys.signature(other, byteArrayOf(1)) }
            phone.present("police").use { presenter ->
                val trouble = Town.eventually("word on the key") { (presenter.frame() as Frame.Wait).trouble }
                assertEquals(Code.KEY_STORE_FAILS, trouble)
                assertTrue("it is tried again: ${chip.used}", chip.signedCodes().size > 1)
                chip.signs = { honest, _ -> honest }
                presenter.renew()
                presenter.nextCode().writePicture(picture)
            }
            town.terminal("scan", "--json", picture.path).expect(0)
        }
    }

    // R13 R15
    @Test
    fun `a chip too slow for codes vouches for keys of the session, and the terminal still says valid`() = runBlocking {
        val chip = ChipKeys(signsOften = false)
        shown(chip) { town, phone, picture ->
            assertEquals("one key that vouches", 1, chip.names.size)
            town.terminal("scan", picture.path).expect(0)
            assertTrue("the chip is not asked for each code: ${chip.used}", chip.used.isEmpty())
            assertTrue(phone.account().keys, "vouched" in phone.account().keys)
        }
    }

    /** A phone with this chip, from application to license, and a picture of its code; `used` tells who signed since. */
    private suspend fun shown(chip: ChipKeys, then: suspend (Town, Wallet, File) -> Unit) =
        Town("05-no-retained-photo").use { town ->
            val phone = Wallet.open(town.setup("phone"), chip, null)
            phone.signIn(town, idNumber)
            phone.applyFromAlbum(File(Town.repository, "demo/assets/portrait-specimen.jpg"))
            town.approveNext()
            phone.receive()
            town.terminal("update").expect(0)

            chip.used.clear()
            phone.tell(Event.Unlocked)
            val picture = town.file("code.png")
            phone.present("police").use { presenter ->
                presenter.mode(ShowMode.Still)
                presenter.nextCode().writePicture(picture)
            }
            then(town, phone, picture)
            phone.end()
            phone.close()
        }

    @Test
    fun `a key that fails, refuses, lies or hangs is a typed error with a next step, and nobody is signed in`() = runBlocking {
        Town("05-no-retained-photo").use { town ->
            val hang = CountDownLatch(1)
            val cases = mapOf<String, Pair<Code, ChipKeys.() -> Unit>>(
                "the chip does not answer" to (Code.KEY_STORE_FAILS to { refusesToMake = KeyTrouble.NotAvailable() }),
                "the phone is locked" to (Code.PHONE_STILL_LOCKED to { refusesToMake = KeyTrouble.Locked() }),
                "the person says no" to (Code.STOPPED_BY_YOU to { refusesToMake = KeyTrouble.RefusedByPerson() }),
                "the app itself breaks" to (Code.KEY_STORE_FAILS to { refusesToMake = IllegalStateException(idNumber) }),
                "a signature of something else" to
                    (Code.KEY_STORE_FAILS to { signs = { _, key -> ChipKeys.signature(key, byteArrayOf(1)) } }),
                "half a signature" to (Code.KEY_STORE_FAILS to { signs = { honest, _ -> honest.copyOf(honest.size / 2) } }),
                "no signature" to (Code.KEY_STORE_FAILS to { signs = { _, _ -> ByteArray(0) } }),
                "a signature that never comes" to (Code.KEY_STORE_FAILS to { signs = { honest, _ -> honest.also { hang.await() } } }),
            )
            for ((name, case) in cases) {
                val (code, trouble) = case
                val phone = Wallet.open(town.setup(name.replace(' ', '-')), ChipKeys().apply(trouble), null)
                assertEquals(name, code, refused { phone.act(Intent.SignInAskCode(IdKind.CITIZEN, idNumber)) })
                assertFalse(name, phone.gate() is Gate.Open)
                assertTrue(name, phone.problem(code).next.isNotBlank())
                assertFalse("$name: no text of the app", idNumber in phone.diagnostics())
                phone.end()
                phone.close()
            }
            hang.countDown()
        }
    }
}
