package liangzheng.device

import android.graphics.Bitmap
import java.nio.ByteBuffer

/** Raw RGBA of the core as a platform bitmap. */
fun bitmap(width: Int, height: Int, rgba: ByteArray): Bitmap =
    Bitmap.createBitmap(width, height, Bitmap.Config.ARGB_8888).apply { copyPixelsFromBuffer(ByteBuffer.wrap(rgba)) }
