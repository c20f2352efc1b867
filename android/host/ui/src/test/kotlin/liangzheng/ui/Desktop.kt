package liangzheng.ui

import androidx.compose.runtime.Composable
import androidx.compose.ui.ImageComposeScene
import androidx.compose.ui.graphics.ImageBitmap
import androidx.compose.ui.graphics.asComposeImageBitmap
import androidx.compose.ui.unit.Density
import androidx.compose.ui.use
import java.io.File
import org.jetbrains.skia.Bitmap
import org.jetbrains.skia.ColorAlphaType
import org.jetbrains.skia.ColorType
import org.jetbrains.skia.EncodedImageFormat
import org.jetbrains.skia.ImageInfo

/** The one platform function: raw RGBA to an image (on Android: Bitmap.copyPixelsFromBuffer). */
fun rgbaImage(width: Int, height: Int, rgba: ByteArray): ImageBitmap {
    val info = ImageInfo(width, height, ColorType.RGBA_8888, ColorAlphaType.PREMUL)
    return Bitmap().apply { installPixels(info, rgba, width * 4) }.asComposeImageBitmap()
}

/** Takes a picture of a screen as a phone of 411×891 dp shows it, into target/pictures. */
fun photograph(name: String, content: @Composable () -> Unit): File {
    val file = File("target/pictures/$name.png").apply { parentFile.mkdirs() }
    ImageComposeScene(822, 1782, Density(2f), content = content).use { scene ->
        // Dialogs come in slowly: the picture is taken when they stand still.
        for (frame in 0..40) scene.render(frame * 16_000_000L)
        file.writeBytes(scene.render(1_000_000_000L).encodeToData(EncodedImageFormat.PNG)!!.bytes)
    }
    return file
}
