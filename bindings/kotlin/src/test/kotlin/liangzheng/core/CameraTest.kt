package liangzheng.core

import java.io.File
import java.nio.ByteBuffer
import kotlinx.coroutines.runBlocking
import org.junit.Assert.assertArrayEquals
import org.junit.Assert.assertEquals
import org.junit.Assert.assertFalse
import org.junit.Assert.assertThrows
import org.junit.Assert.assertTrue
import org.junit.Test

/** The camera of an application: frames in, one word at a time out, then the still. */
class CameraTest {
    private val portrait = File(Town.repository, "demo/assets/portrait-specimen.jpg")
    private val coffee = File(Town.repository, "demo/assets/coffee.png")

    // R37 R38 R42 R47
    @Test
    fun `frames of every form lead to the picture, and the reviewer gets the very bytes that were previewed`() = atThePicture { town, phone ->
        for ((form, frame) in Lens(portrait).all()) {
            val camera = phone.camera(CameraUse.FILE_PLAYS)
            val said = (1..14).map { camera.look(frame.at(it * 100)) }
            camera.stop()
            assertEquals(form, GuidePhase.TAKE_NOW, said.last().phase)
            assertTrue("$form: held still first", said.any { it.phase == GuidePhase.HOLD_STILL })
            assertTrue("$form: one frame is the best", said.any { it.best })
            assertTrue("$form: words to show and speak", said.all { it.text.isNotBlank() })
            assertTrue("$form: a box for the head", said.last().head!!.run { width > 0.1f && height > 0.1f })
        }

        val camera = phone.camera(CameraUse.FILE_PLAYS)
        val judged = camera.shot(portrait.readBytes())
        assertTrue("${judged.hint} ${judged.findings}", judged.accepted)
        camera.stop()
        assertTrue("${phone.application()}", phone.application() is ApplicationState.Preview)
        val preview = phone.photoPreview(400u)
        assertEquals(preview.width.toInt() * preview.height.toInt() * 4, preview.rgba.size)

        phone.keepAndSubmit()
        val received = town.photo(town.claimNext())
        assertEquals(preview.sha256, sha256(received))
        assertArrayEquals("a JPEG", byteArrayOf(-1, -40, -1), received.copyOf(3))
    }

    // R37 R42
    @Test
    fun `what is not a portrait is said while the camera runs, and refused as a still`() = atThePicture { _, phone ->
        val camera = phone.camera(CameraUse.FILE_PLAYS)
        val cup = Lens(coffee).android()
        val said = (1..6).map { camera.look(cup.at(it * 100)) }
        assertEquals(GuidePhase.LOOKING, said.last().phase)
        assertTrue("no head in a cup", said.none { it.best && it.head != null })

        val judged = camera.shot(Lens.jpeg(coffee))
        assertFalse(judged.accepted)
        assertTrue("a word on what to change", !judged.hint.isNullOrBlank())
        assertTrue("nothing was taken", phone.application() is ApplicationState.Picture)
        val album = PhotoOffer(portrait.readBytes(), PhotoForm.Encoded, null, PhotoSource.ALBUM_FILE)
        assertEquals("album bytes are no camera", Code.CAMERA_ONLY, refused { phone.offer(album) })
    }

    @Test
    fun `a frame that is too small for what it says is a typed error, and the camera goes on`() = atThePicture { _, phone ->
        val camera = phone.camera(CameraUse.FILE_PLAYS)
        val good = Lens(portrait).android()
        val rgba = Lens(portrait).rgba()
        assertEquals("as cameras deliver it", 153_599, good.b.capacity())
        val broken = mapOf(
            "luma one byte short" to CameraFrame(good.info, good.a.shorter(1), good.b, good.c),
            "u shorter than its last sample" to CameraFrame(good.info, good.a, good.b.shorter(1), good.c),
            "v shorter than its last sample" to CameraFrame(good.info, good.a, good.b, good.c.shorter(1)),
            "no planes at all" to CameraFrame(good.info, CameraFrame.EMPTY),
            "rows longer than the buffer" to CameraFrame(good.info.copy(rowStride = UInt.MAX_VALUE), good.a, good.b, good.c),
            "more rows than the buffer" to CameraFrame(good.info.copy(height = 8_000u), good.a, good.b, good.c),
            "a size of nothing" to CameraFrame(good.info.copy(width = 0u), good.a, good.b, good.c),
            "turned by half a quarter" to CameraFrame(good.info.copy(rotation = 45u), good.a, good.b, good.c),
            "rgba without its last blue" to CameraFrame(rgba.info, rgba.a.shorter(2)),
        )
        for ((name, frame) in broken) assertEquals(name, Code.FRAME_BROKEN, refused { camera.look(frame) })
        assertTrue("the next good frame counts", camera.look(good).text.isNotBlank())

        // Only direct memory can be borrowed: anything else is the app's mistake, told at once.
        assertThrows(IllegalArgumentException::class.java) {
            camera.look(CameraFrame(good.info, ByteBuffer.allocate(Lens.WIDTH * Lens.HEIGHT), good.b, good.c))
        }
        camera.stop()
        assertEquals(Code.CAMERA_OVER, refused { camera.look(good) })
        assertEquals(Code.CAMERA_OVER, refused { camera.shot(portrait.readBytes()) })
    }

    private fun atThePicture(work: suspend (Town, Wallet) -> Unit) = runBlocking {
        Town("05-no-retained-photo").use { town ->
            val phone = Wallet.open(town.setup("phone"), null, null)
            phone.signIn(town, "190101199511300105")
            phone.toThePicture(PhotoSource.LIVE_CAMERA)
            work(town, phone)
            phone.end()
            phone.close()
        }
    }

    private fun ByteBuffer.shorter(bytes: Int): ByteBuffer = duplicate().position(0).limit(capacity() - bytes).slice()
}
