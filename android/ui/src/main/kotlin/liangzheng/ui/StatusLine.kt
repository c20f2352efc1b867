package liangzheng.ui

import androidx.compose.foundation.Canvas
import androidx.compose.foundation.layout.Arrangement
import androidx.compose.foundation.layout.Column
import androidx.compose.foundation.layout.Row
import androidx.compose.foundation.layout.fillMaxWidth
import androidx.compose.foundation.layout.padding
import androidx.compose.foundation.layout.size
import androidx.compose.material3.MaterialTheme
import androidx.compose.material3.Surface
import androidx.compose.material3.Text
import androidx.compose.runtime.Composable
import androidx.compose.ui.Alignment
import androidx.compose.ui.Modifier
import androidx.compose.ui.geometry.CornerRadius
import androidx.compose.ui.geometry.Offset
import androidx.compose.ui.geometry.Size
import androidx.compose.ui.graphics.Color
import androidx.compose.ui.graphics.Path
import androidx.compose.ui.graphics.StrokeCap
import androidx.compose.ui.graphics.StrokeJoin
import androidx.compose.ui.graphics.drawscope.DrawScope
import androidx.compose.ui.graphics.drawscope.Stroke
import androidx.compose.ui.platform.testTag
import androidx.compose.ui.semantics.LiveRegionMode
import androidx.compose.ui.semantics.heading
import androidx.compose.ui.semantics.liveRegion
import androidx.compose.ui.semantics.semantics
import androidx.compose.ui.text.font.FontWeight
import androidx.compose.ui.unit.dp
import kotlin.math.PI
import kotlin.math.cos
import kotlin.math.sin
import liangzheng.core.LicenseLook
import liangzheng.core.LicensePart

/** Status first: in words, with a sign of its own shape, read out when it changes. Colour is never the only signal. */
@Composable
internal fun StatusLine(part: LicensePart, modifier: Modifier = Modifier) {
    val looks = LocalLooks.current
    val (ground, ink) = looks.ground(part.look) to looks.ink(part.look)
    Surface(modifier.fillMaxWidth(), color = ground, contentColor = ink, shape = MaterialTheme.shapes.large) {
        Row(Modifier.padding(16.dp), Arrangement.spacedBy(14.dp), Alignment.CenterVertically) {
            Canvas(Modifier.size(36.dp)) { sign(part.look, ink, ground) }
            Column(Modifier.weight(1f), Arrangement.spacedBy(2.dp)) {
                Text(
                    part.headline,
                    Modifier.testTag("headline").semantics {
                        heading()
                        liveRegion = LiveRegionMode.Polite
                    },
                    style = MaterialTheme.typography.titleLarge,
                    fontWeight = FontWeight.Bold,
                )
                if (part.age.isNotEmpty()) {
                    Text(part.age, Modifier.testTag("age"), style = MaterialTheme.typography.bodyMedium)
                }
            }
        }
    }
}

/** A tick in a circle, a question in a triangle, a bar in an octagon, a line in a square. */
private fun DrawScope.sign(look: LicenseLook, ink: Color, on: Color) {
    val side = size.minDimension
    val line = Stroke(side * 0.1f, cap = StrokeCap.Round, join = StrokeJoin.Round)
    fun at(x: Float, y: Float) = Offset(x * side, y * side)
    when (look) {
        LicenseLook.USABLE -> {
            drawCircle(ink, side / 2)
            val tick = Path().apply {
                moveTo(0.28f * side, 0.52f * side)
                lineTo(0.44f * side, 0.68f * side)
                lineTo(0.73f * side, 0.36f * side)
            }
            drawPath(tick, on, style = line)
        }
        LicenseLook.UNCLEAR -> {
            drawPath(polygon(3, side * 0.56f, at(0.5f, 0.58f), -90.0), ink)
            drawLine(on, at(0.5f, 0.36f), at(0.5f, 0.58f), line.width, StrokeCap.Round)
            drawCircle(on, side * 0.055f, at(0.5f, 0.74f))
        }
        LicenseLook.MUST_NOT_DRIVE -> {
            drawPath(polygon(8, side * 0.53f, at(0.5f, 0.5f), 22.5), ink)
            drawLine(on, at(0.26f, 0.5f), at(0.74f, 0.5f), side * 0.14f)
        }
        LicenseLook.PLAIN -> {
            drawRoundRect(ink, at(0.06f, 0.06f), Size(0.88f * side, 0.88f * side), CornerRadius(side * 0.2f))
            drawLine(on, at(0.3f, 0.5f), at(0.7f, 0.5f), line.width, StrokeCap.Round)
        }
    }
}

private fun polygon(corners: Int, radius: Float, centre: Offset, startDegrees: Double) = Path().apply {
    for (corner in 0 until corners) {
        val angle = (startDegrees + corner * 360.0 / corners) * PI / 180
        val x = centre.x + radius * cos(angle).toFloat()
        val y = centre.y + radius * sin(angle).toFloat()
        if (corner == 0) moveTo(x, y) else lineTo(x, y)
    }
    close()
}
