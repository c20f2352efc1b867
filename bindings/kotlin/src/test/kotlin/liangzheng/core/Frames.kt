package liangzheng.core

import java.awt.RenderingHints
import java.awt.image.BufferedImage
import java.io.ByteArrayOutputStream
import java.io.File
import java.nio.ByteBuffer
import javax.imageio.ImageIO

/** One camera frame, ready to be handed in. */
class CameraFrame(val info: FrameInfo, val a: ByteBuffer, val b: ByteBuffer = EMPTY, val c: ByteBuffer = EMPTY) {
    fun at(ms: Int) = CameraFrame(info.copy(atMs = ms.toULong()), a, b, c)

    companion object {
        /** A plane that a form does not use. */
        val EMPTY: ByteBuffer = ByteBuffer.allocateDirect(0)
    }
}

fun Camera.look(frame: CameraFrame, seen: FaceObservation? = null) = frame(frame.info, frame.a, frame.b, frame.c, seen)

/** Frames of a picture as phones deliver them: a sensor that lies on its side, 640 × 480, to be turned by a quarter. */
class Lens(picture: File) {
    private val upright = scaled(ImageIO.read(picture))

    /** Android's YUV_420_888 over NV21: u and v are two views of one buffer, each one sample short of its last row. */
    fun android(): CameraFrame {
        val chroma = ByteBuffer.allocateDirect(WIDTH * HEIGHT / 2)
        pairs(vFirst = true).forEach(chroma::put)
        fun view(from: Int): ByteBuffer = chroma.duplicate().position(from).limit(from + WIDTH * HEIGHT / 2 - 1).slice()
        return CameraFrame(info(FrameForm.YUV_PLANES, pixelStride = 2), direct(luma()), view(1), view(0))
    }

    /** The same frame whose luma begins at byte 7 of its buffer; the binding wants it sliced. */
    fun androidFromByteSeven(): CameraFrame {
        val luma = ByteBuffer.allocateDirect(7 + WIDTH * HEIGHT)
        repeat(7) { luma.put(0x5A) }
        luma.put(luma()).position(7)
        return android().let { CameraFrame(it.info, luma.slice(), it.b, it.c) }
    }

    /** Three planes of their own. */
    fun i420(): CameraFrame {
        val pairs = pairs(vFirst = false)
        fun plane(first: Int) = direct(ByteArray(pairs.size / 2) { pairs[2 * it + first] })
        return CameraFrame(info(FrameForm.YUV_PLANES, chromaRow = WIDTH / 2, pixelStride = 1), direct(luma()), plane(0), plane(1))
    }

    /** iOS: y, then pairs of u and v. */
    fun nv12() = CameraFrame(info(FrameForm.YUV_PAIRS, pixelStride = 2), direct(luma()), direct(pairs(vFirst = false)))

    /** Old Android cameras: y, then pairs of v and u. */
    fun nv21() =
        CameraFrame(info(FrameForm.YUV_PAIRS, pixelStride = 2).copy(vFirst = true), direct(luma()), direct(pairs(vFirst = true)))

    /** A screen's own rows, upright. */
    fun rgba(): CameraFrame {
        val rows = ByteBuffer.allocateDirect(upright.width * upright.height * 4)
        for (y in 0 until upright.height) for (x in 0 until upright.width) rows.putInt((upright.getRGB(x, y) shl 8) or 0xFF)
        val info = info(FrameForm.RGBA_ROWS, pixelStride = 1)
            .copy(width = HEIGHT.toUInt(), height = WIDTH.toUInt(), rowStride = (HEIGHT * 4).toUInt(), rotation = 0u)
        return CameraFrame(info, rows.flip().slice())
    }

    /** Every form, by name. */
    fun all() = mapOf(
        "YUV_420_888" to android(),
        "YUV_420_888 from byte 7" to androidFromByteSeven(),
        "I420" to i420(),
        "NV12" to nv12(),
        "NV21" to nv21(),
        "RGBA" to rgba(),
    )

    /** What the sensor sees at its own column and row: the upright picture, turned by a quarter to the left. */
    private fun sensor(column: Int, row: Int) = upright.getRGB(HEIGHT - 1 - row, column)

    private fun luma() = ByteArray(WIDTH * HEIGHT) { at ->
        val (red, green, blue) = parts(sensor(at % WIDTH, at / WIDTH))
        (0.299 * red + 0.587 * green + 0.114 * blue).toInt().toByte()
    }

    private fun pairs(vFirst: Boolean): ByteArray {
        val bytes = ByteArray(WIDTH * HEIGHT / 2)
        for (row in 0 until HEIGHT / 2) for (column in 0 until WIDTH / 2) {
            val (red, green, blue) = parts(sensor(2 * column, 2 * row))
            val u = (128 - 0.169 * red - 0.331 * green + 0.5 * blue).toInt().coerceIn(0, 255).toByte()
            val v = (128 + 0.5 * red - 0.419 * green - 0.081 * blue).toInt().coerceIn(0, 255).toByte()
            val at = row * WIDTH + 2 * column
            bytes[at] = if (vFirst) v else u
            bytes[at + 1] = if (vFirst) u else v
        }
        return bytes
    }

    companion object {
        const val WIDTH = 640
        const val HEIGHT = 480

        private fun info(form: FrameForm, chromaRow: Int = WIDTH, pixelStride: Int) = FrameInfo(
            form = form,
            width = WIDTH.toUInt(),
            height = HEIGHT.toUInt(),
            rowStride = WIDTH.toUInt(),
            chromaRowStride = chromaRow.toUInt(),
            chromaPixelStride = pixelStride.toUInt(),
            vFirst = false,
            rotation = 90u,
            mirrored = false,
            atMs = 0u,
        )

        private fun parts(argb: Int) = Triple(argb shr 16 and 0xFF, argb shr 8 and 0xFF, argb and 0xFF)

        fun direct(bytes: ByteArray): ByteBuffer = ByteBuffer.allocateDirect(bytes.size).put(bytes).flip().slice()

        /** The middle of a picture at the size of an upright frame. */
        private fun scaled(picture: BufferedImage): BufferedImage {
            val scale = maxOf(HEIGHT.toDouble() / picture.width, WIDTH.toDouble() / picture.height)
            val (width, height) = (picture.width * scale).toInt() to (picture.height * scale).toInt()
            return BufferedImage(HEIGHT, WIDTH, BufferedImage.TYPE_INT_RGB).apply {
                val graphics = createGraphics()
                graphics.setRenderingHint(RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BICUBIC)
                graphics.setRenderingHint(RenderingHints.KEY_RENDERING, RenderingHints.VALUE_RENDER_QUALITY)
                graphics.drawImage(picture, (HEIGHT - width) / 2, (WIDTH - height) / 2, width, height, null)
                graphics.dispose()
            }
        }

        /** Any picture as a camera's JPEG. */
        fun jpeg(picture: File): ByteArray = ByteArrayOutputStream().also { out ->
            val image = ImageIO.read(picture)
            val opaque = BufferedImage(image.width, image.height, BufferedImage.TYPE_INT_RGB)
            opaque.createGraphics().apply { drawImage(image, 0, 0, null) }.dispose()
            check(ImageIO.write(opaque, "jpeg", out))
        }.toByteArray()
    }
}
