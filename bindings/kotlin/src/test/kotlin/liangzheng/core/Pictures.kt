package liangzheng.core

import java.awt.Color
import java.awt.image.BufferedImage
import java.io.File
import javax.imageio.ImageIO

/** Writes a code as a phone's screen shows it: whole pixels, white around it. */
fun Frame.Code.writePicture(file: File, pixelsPerModule: Int = 6) {
    val quiet = 4
    val side = side.toInt()
    val image = BufferedImage((side + 2 * quiet) * pixelsPerModule, (side + 2 * quiet) * pixelsPerModule, BufferedImage.TYPE_INT_RGB)
    val graphics = image.createGraphics()
    graphics.color = Color.WHITE
    graphics.fillRect(0, 0, image.width, image.height)
    graphics.color = if (look == LicenseLook.MUST_NOT_DRIVE) Color(0xB0, 0, 0x20) else Color.BLACK
    for (y in 0 until side) for (x in 0 until side) {
        val bit = y * side + x
        if (modules[bit / 8].toInt() and (0x80 shr (bit % 8)) != 0) {
            graphics.fillRect((x + quiet) * pixelsPerModule, (y + quiet) * pixelsPerModule, pixelsPerModule, pixelsPerModule)
        }
    }
    graphics.dispose()
    ImageIO.write(image, "png", file)
}

/** Waits for the next code that [wanted] accepts. */
fun Presenter.nextCode(wanted: (Frame.Code) -> Boolean = { true }): Frame.Code =
    Town.eventually("code") { (frame() as? Frame.Code)?.takeIf(wanted) }
