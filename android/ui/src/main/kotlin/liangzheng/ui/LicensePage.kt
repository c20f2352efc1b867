package liangzheng.ui

import androidx.compose.foundation.Canvas
import androidx.compose.foundation.Image
import androidx.compose.foundation.background
import androidx.compose.foundation.layout.Box
import androidx.compose.foundation.layout.aspectRatio
import androidx.compose.foundation.layout.fillMaxSize
import androidx.compose.foundation.layout.fillMaxWidth
import androidx.compose.foundation.shape.RoundedCornerShape
import androidx.compose.material3.Text
import androidx.compose.runtime.Composable
import androidx.compose.ui.Alignment
import androidx.compose.ui.Modifier
import androidx.compose.ui.draw.clip
import androidx.compose.ui.geometry.Offset
import androidx.compose.ui.geometry.Size
import androidx.compose.ui.graphics.Color
import androidx.compose.ui.graphics.FilterQuality
import androidx.compose.ui.graphics.drawscope.DrawScope
import androidx.compose.ui.layout.ContentScale
import androidx.compose.ui.layout.Layout
import androidx.compose.ui.platform.testTag
import androidx.compose.ui.semantics.LiveRegionMode
import androidx.compose.ui.semantics.contentDescription
import androidx.compose.ui.semantics.heading
import androidx.compose.ui.semantics.isTraversalGroup
import androidx.compose.ui.semantics.liveRegion
import androidx.compose.ui.semantics.semantics
import androidx.compose.ui.semantics.traversalIndex
import androidx.compose.ui.text.style.TextAlign
import androidx.compose.ui.unit.Constraints
import androidx.compose.ui.unit.dp
import androidx.compose.ui.unit.sp
import kotlin.math.roundToInt
import liangzheng.core.LicenseLook
import liangzheng.core.PageText
import liangzheng.core.PixelRect
import liangzheng.core.WaitFor

/** The page as the core drew it, clock and code in their places, and a silent box for each text where it stands. */
@Composable
internal fun LicensePage(state: LicenseUiState.Shown, modifier: Modifier = Modifier) {
    val (page, words) = state.page to LocalWords.current
    Box(
        modifier
            .fillMaxWidth()
            .aspectRatio(page.image.width.toFloat() / page.image.height)
            .clip(RoundedCornerShape(16.dp))
            .semantics { isTraversalGroup = true },
    ) {
        Image(
            page.image,
            contentDescription = words.page,
            modifier = Modifier.fillMaxSize().testTag("page").semantics { traversalIndex = -1f },
            contentScale = ContentScale.FillBounds,
            filterQuality = FilterQuality.Medium,
        )
        state.clock?.let { clock ->
            Placed(page, clock.rect) {
                Image(clock.image, contentDescription = null, modifier = Modifier.testTag("clock"), contentScale = ContentScale.FillBounds)
            }
        }
        if (state.showing != null && page.codeSlot.width > 0u) {
            Placed(page, page.codeSlot) { CodeSlot(state.showing, hidden = state.question != null) }
        }
        PageTexts(page, state.clock)
    }
}

/** A child in its place on the page, whatever the size that the page has on the screen. */
@Composable
private fun Placed(page: PageUi, rect: PixelRect, content: @Composable () -> Unit) {
    Layout(content, Modifier.fillMaxSize()) { children, constraints ->
        val scale = constraints.maxWidth.toFloat() / page.image.width
        fun px(value: UInt) = (value.toInt() * scale).roundToInt()
        val placed = children.map { it.measure(Constraints.fixed(px(rect.width), px(rect.height))) }
        layout(constraints.maxWidth, constraints.maxHeight) { placed.forEach { it.place(px(rect.x), px(rect.y)) } }
    }
}

/** The code; or, on the same white, why there is none just now. */
@Composable
private fun CodeSlot(showing: ShowingUi, hidden: Boolean) {
    val words = LocalWords.current
    val code = showing.code.takeUnless { hidden }
    if (code != null) {
        Canvas(Modifier.fillMaxSize().testTag("code").semantics { contentDescription = words.code }) { drawCode(code) }
        return
    }
    val why = when {
        hidden || showing.waits == WaitFor.QUESTION -> words.asking
        showing.waits == WaitFor.PHONE_UNLOCK -> words.unlockFirst
        showing.trouble != null -> "${showing.trouble.title}\n${showing.trouble.next}"
        else -> words.codeComes
    }
    Box(Modifier.fillMaxSize().background(Color.White).testTag("no-code"), Alignment.Center) {
        Text(
            why,
            Modifier.semantics { liveRegion = LiveRegionMode.Polite },
            color = Color(0xFF36453E),
            fontSize = 15.sp,
            textAlign = TextAlign.Center,
        )
    }
}

/** Whole pixels for every module, centred on white with its quiet zone. */
private fun DrawScope.drawCode(code: CodeUi) {
    drawRect(Color.White)
    val module = (minOf(size.width, size.height) / (code.side + 2 * QUIET)).toInt().coerceAtLeast(1)
    val left = ((size.width - module * code.side) / 2).roundToInt()
    val top = ((size.height - module * code.side) / 2).roundToInt()
    val ink = if (code.look == LicenseLook.MUST_NOT_DRIVE) Color(0xFFB00020) else Color.Black
    for (y in 0 until code.side) {
        var x = 0
        while (x < code.side) {
            // A run of dark modules is one rectangle: no seams, and a third of the work.
            val from = x
            while (x < code.side && code.dark(x, y)) x++
            if (x > from) {
                val at = Offset((left + from * module).toFloat(), (top + y * module).toFloat())
                drawRect(ink, at, Size(((x - from) * module).toFloat(), module.toFloat()))
            }
            x++
        }
    }
}

/** The page for ears: each text where it stands, in the core's order; the time as it is now. */
@Composable
private fun PageTexts(page: PageUi, clock: ClockUi?) {
    Layout(
        content = {
            page.texts.forEachIndexed { order, text ->
                SpokenText(text, order, clock?.spoken.takeIf { text.field == CLOCK })
            }
        },
        modifier = Modifier.fillMaxSize(),
    ) { boxes, constraints ->
        val scale = constraints.maxWidth.toFloat() / page.image.width
        fun px(value: UInt) = (value.toInt() * scale).roundToInt()
        val placed = boxes.zip(page.texts).map { (box, text) ->
            box.measure(Constraints.fixed(px(text.rect.width), px(text.rect.height))) to text.rect
        }
        layout(constraints.maxWidth, constraints.maxHeight) {
            placed.forEach { (box, rect) -> box.place(px(rect.x), px(rect.y)) }
        }
    }
}

@Composable
private fun SpokenText(text: PageText, order: Int, now: String?) {
    val spoken = now ?: text.spoken
    Box(
        Modifier.semantics {
            contentDescription = if (text.label.isEmpty()) spoken else "${text.label}: $spoken"
            traversalIndex = order.toFloat()
            if (text.heading) heading()
        },
    )
}

/** Light modules around a code, on each side. */
private const val QUIET = 4

/** The core's name for the text that the clock shows. */
private const val CLOCK = "now"
