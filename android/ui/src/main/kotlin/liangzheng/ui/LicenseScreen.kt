package liangzheng.ui

import androidx.compose.foundation.Canvas
import androidx.compose.foundation.Image
import androidx.compose.foundation.background
import androidx.compose.foundation.layout.Arrangement
import androidx.compose.foundation.layout.Box
import androidx.compose.foundation.layout.Column
import androidx.compose.foundation.layout.ColumnScope
import androidx.compose.foundation.layout.FlowRow
import androidx.compose.foundation.layout.aspectRatio
import androidx.compose.foundation.layout.fillMaxSize
import androidx.compose.foundation.layout.fillMaxWidth
import androidx.compose.foundation.layout.heightIn
import androidx.compose.foundation.layout.padding
import androidx.compose.foundation.rememberScrollState
import androidx.compose.foundation.verticalScroll
import androidx.compose.material3.AlertDialog
import androidx.compose.material3.Button
import androidx.compose.material3.CircularProgressIndicator
import androidx.compose.material3.FilterChip
import androidx.compose.material3.MaterialTheme
import androidx.compose.material3.OutlinedButton
import androidx.compose.material3.Surface
import androidx.compose.material3.Text
import androidx.compose.runtime.Composable
import androidx.compose.ui.Alignment
import androidx.compose.ui.Modifier
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
import androidx.compose.ui.semantics.liveRegion
import androidx.compose.ui.semantics.semantics
import androidx.compose.ui.unit.Constraints
import androidx.compose.ui.unit.dp
import kotlin.math.roundToInt
import liangzheng.core.LicenseLook
import liangzheng.core.LicensePart
import liangzheng.core.OfficePart
import liangzheng.core.PageText
import liangzheng.core.PixelRect
import liangzheng.core.Problem

/** The license page: a picture from the core, its text for screen readers laid over it. Stateless; see [LicenseRoute]. */
@Composable
fun LicenseScreen(state: LicenseUiState, onIntent: (LicenseIntent) -> Unit, modifier: Modifier = Modifier) {
    Surface(modifier.fillMaxSize()) {
        Column(
            Modifier.verticalScroll(rememberScrollState()).padding(16.dp),
            Arrangement.spacedBy(12.dp),
        ) {
            when (state) {
                is LicenseUiState.Shown -> Shown(state, onIntent)
                is LicenseUiState.Hidden -> Words(state.part, state.office)
                is LicenseUiState.Failed -> Explanation(state.problem, onIntent)
                LicenseUiState.Opening -> Opening()
            }
        }
    }
}

@Composable
private fun ColumnScope.Shown(state: LicenseUiState.Shown, onIntent: (LicenseIntent) -> Unit) {
    Headline(state.part)
    LicensePage(state.page, state.code)
    FlowRow(horizontalArrangement = Arrangement.spacedBy(12.dp), verticalArrangement = Arrangement.spacedBy(8.dp)) {
        if (state.code == null) {
            Button(onClick = { onIntent(LicenseIntent.ShowCode) }) { Text(Buttons.SHOW_CODE) }
        } else {
            Button(onClick = { onIntent(LicenseIntent.HideCode) }) { Text(Buttons.HIDE_CODE) }
        }
        OutlinedButton(onClick = { onIntent(LicenseIntent.Turn) }) {
            Text(if (state.secondSide) Buttons.MAIN_SIDE else Buttons.SECOND_SIDE)
        }
        FilterChip(
            selected = state.largePrint,
            onClick = { onIntent(LicenseIntent.LargePrint(!state.largePrint)) },
            label = { Text(Buttons.LARGE_PRINT) },
            modifier = Modifier.heightIn(min = 48.dp),
        )
    }
    (state.part.states + state.part.details + state.part.reminders + state.part.advice + state.part.effect).forEach {
        Text(it, style = MaterialTheme.typography.bodyMedium)
    }
    state.trouble?.let { Trouble(it, onIntent) }
}

/** Status first: in words, above the picture, read out when it changes. Colour is never the only signal. */
@Composable
private fun Headline(part: LicensePart) {
    Text(
        part.headline,
        Modifier.testTag("headline").semantics {
            heading()
            liveRegion = LiveRegionMode.Polite
        },
        style = MaterialTheme.typography.headlineSmall,
    )
    Text(part.age, Modifier.testTag("age"), style = MaterialTheme.typography.bodyLarge)
}

/** The page as the core drew it, the code in its slot, and a silent box for each text where it stands. */
@Composable
private fun LicensePage(page: PageUi, code: CodeUi?) {
    Box(Modifier.fillMaxWidth().aspectRatio(page.image.width.toFloat() / page.image.height)) {
        Image(
            page.image,
            contentDescription = Buttons.PAGE,
            modifier = Modifier.fillMaxSize().testTag("page"),
            contentScale = ContentScale.FillBounds,
            filterQuality = FilterQuality.Medium,
        )
        if (code != null && page.codeSlot.width > 0u) {
            Canvas(
                Modifier.fillMaxSize().testTag("code").semantics { contentDescription = Buttons.CODE },
            ) { drawCode(code, page.codeSlot, size.width / page.image.width) }
        }
        PageTexts(page)
    }
}

@Composable
private fun PageTexts(page: PageUi) {
    Layout(
        content = { page.texts.forEach { SpokenText(it) } },
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
private fun SpokenText(text: PageText) {
    Box(
        Modifier.semantics {
            contentDescription = if (text.label.isEmpty()) text.spoken else "${text.label}: ${text.spoken}"
            if (text.heading) heading()
        },
    )
}

/** Whole pixels for every module, centred on a white tile with its quiet zone. */
private fun DrawScope.drawCode(code: CodeUi, slot: PixelRect, scale: Float) {
    val tile = Size(slot.width.toInt() * scale, slot.height.toInt() * scale)
    val corner = Offset(slot.x.toInt() * scale, slot.y.toInt() * scale)
    drawRect(Color.White, corner, tile)
    val module = (tile.width / (code.side + 2 * QUIET)).toInt().coerceAtLeast(1)
    val left = (corner.x + (tile.width - module * code.side) / 2).roundToInt()
    val top = (corner.y + (tile.height - module * code.side) / 2).roundToInt()
    val ink = if (code.look == LicenseLook.MUST_NOT_DRIVE) Color(0xFFB00020) else Color.Black
    for (y in 0 until code.side) {
        for (x in 0 until code.side) {
            if (code.dark(x, y)) {
                val at = Offset((left + x * module).toFloat(), (top + y * module).toFloat())
                drawRect(ink, at, Size(module.toFloat(), module.toFloat()))
            }
        }
    }
}

@Composable
private fun Words(part: LicensePart, office: OfficePart?) {
    Headline(part)
    (part.states + part.details).forEach { Text(it) }
    if (office != null) {
        Text(office.name, Modifier.semantics { heading() }, style = MaterialTheme.typography.titleMedium)
        office.lines.forEach { Text(it) }
    }
}

@Composable
private fun Explanation(problem: Problem, onIntent: (LicenseIntent) -> Unit) {
    Text(problem.title, Modifier.semantics { heading() }, style = MaterialTheme.typography.headlineSmall)
    Text(problem.body)
    Text(problem.next)
    Button(onClick = { onIntent(LicenseIntent.Refresh) }) { Text(Buttons.AGAIN) }
}

@Composable
private fun Trouble(problem: Problem, onIntent: (LicenseIntent) -> Unit) {
    AlertDialog(
        onDismissRequest = { onIntent(LicenseIntent.TroubleRead) },
        title = { Text(problem.title) },
        text = { Text("${problem.body}\n${problem.next}") },
        confirmButton = { Button(onClick = { onIntent(LicenseIntent.TroubleRead) }) { Text(Buttons.UNDERSTOOD) } },
    )
}

@Composable
private fun Opening() {
    Box(Modifier.fillMaxWidth().background(Color.Transparent), Alignment.Center) {
        CircularProgressIndicator(Modifier.semantics { contentDescription = Buttons.OPENING })
    }
}

/** Light modules around a code, on each side. */
private const val QUIET = 4
