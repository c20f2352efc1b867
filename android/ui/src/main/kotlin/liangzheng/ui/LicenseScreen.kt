package liangzheng.ui

import androidx.compose.foundation.layout.Arrangement
import androidx.compose.foundation.layout.Box
import androidx.compose.foundation.layout.Column
import androidx.compose.foundation.layout.ColumnScope
import androidx.compose.foundation.layout.FlowRow
import androidx.compose.foundation.layout.PaddingValues
import androidx.compose.foundation.layout.Row
import androidx.compose.foundation.layout.fillMaxSize
import androidx.compose.foundation.layout.fillMaxWidth
import androidx.compose.foundation.layout.heightIn
import androidx.compose.foundation.layout.padding
import androidx.compose.foundation.layout.widthIn
import androidx.compose.foundation.rememberScrollState
import androidx.compose.foundation.verticalScroll
import androidx.compose.material3.Button
import androidx.compose.material3.CircularProgressIndicator
import androidx.compose.material3.FilledTonalButton
import androidx.compose.material3.FilterChip
import androidx.compose.material3.FilterChipDefaults
import androidx.compose.material3.HorizontalDivider
import androidx.compose.material3.MaterialTheme
import androidx.compose.material3.Surface
import androidx.compose.material3.Text
import androidx.compose.runtime.Composable
import androidx.compose.runtime.CompositionLocalProvider
import androidx.compose.ui.Alignment
import androidx.compose.ui.Modifier
import androidx.compose.ui.platform.LocalDensity
import androidx.compose.ui.platform.testTag
import androidx.compose.ui.semantics.contentDescription
import androidx.compose.ui.semantics.heading
import androidx.compose.ui.semantics.semantics
import androidx.compose.ui.semantics.stateDescription
import androidx.compose.ui.text.font.FontWeight
import androidx.compose.ui.text.style.TextAlign
import androidx.compose.ui.unit.Density
import androidx.compose.ui.unit.Dp
import androidx.compose.ui.unit.dp
import androidx.compose.ui.unit.min
import liangzheng.core.Language
import liangzheng.core.LicensePart
import liangzheng.core.OfficePart
import liangzheng.core.Problem

/** The license page: a picture from the core, its text for screen readers laid over it. Stateless; see [LicenseRoute]. */
@Composable
fun LicenseScreen(
    state: LicenseUiState,
    onIntent: (LicenseIntent) -> Unit,
    modifier: Modifier = Modifier,
    language: Language = Language.ZH_HANS,
) {
    val large = state is LicenseUiState.Shown && state.largePrint
    CompositionLocalProvider(LocalWords provides Words.of(language), LocalDensity provides scaled(LocalDensity.current, large)) {
        Surface(modifier.fillMaxSize()) {
            Column(Modifier.fillMaxSize(), horizontalAlignment = Alignment.CenterHorizontally) {
                Column(
                    Modifier.weight(1f).widthIn(max = WIDEST).verticalScroll(rememberScrollState()).padding(EDGE),
                    Arrangement.spacedBy(12.dp),
                ) {
                    when (state) {
                        is LicenseUiState.Shown -> Shown(state, onIntent)
                        is LicenseUiState.Hidden -> Hidden(state.part, state.office)
                        is LicenseUiState.Failed -> Explanation(state.problem, onIntent)
                        LicenseUiState.Opening -> Opening()
                    }
                }
                if (state is LicenseUiState.Shown) Actions(state, onIntent)
            }
        }
    }
}

/** How wide the page is on a screen of this width: the core draws it for exactly these pixels. */
internal fun pageWidth(screen: Dp): Dp = min(screen, WIDEST) - EDGE * 2

@Composable
private fun scaled(density: Density, large: Boolean) =
    if (large) Density(density.density, density.fontScale * LARGER) else density

@Composable
private fun ColumnScope.Shown(state: LicenseUiState.Shown, onIntent: (LicenseIntent) -> Unit) {
    StatusLine(state.part)
    Views(state, onIntent)
    LicensePage(state)
    Sentences(state.part.details + state.part.states, strong = true)
    Sentences(state.part.reminders)
    Sentences(state.part.effect)
    Sentences(state.part.advice)
    state.question?.let { QuestionDialog(it, onIntent) }
    state.trouble?.let { TroubleDialog(it, onIntent) }
}

/** Front, back, check view; how large; and whether the code moves. */
@Composable
private fun Views(state: LicenseUiState.Shown, onIntent: (LicenseIntent) -> Unit) {
    val words = LocalWords.current
    FlowRow(horizontalArrangement = Arrangement.spacedBy(8.dp), verticalArrangement = Arrangement.spacedBy(4.dp)) {
        val views = listOf(PageView.FRONT to words.mainSide, PageView.BACK to words.secondSide, PageView.CHECK to words.checkView)
        for ((view, name) in views) {
            val chosen = state.view == view || view == PageView.CHECK && state.view == PageView.CHECK_TURNED
            Choice(name, chosen) { onIntent(LicenseIntent.Look(view)) }
        }
        when (state.view) {
            PageView.CHECK -> Choice(words.turnAround, false) { onIntent(LicenseIntent.Look(PageView.CHECK_TURNED)) }
            PageView.CHECK_TURNED -> Choice(words.turnBack, false) { onIntent(LicenseIntent.Look(PageView.CHECK)) }
            PageView.FRONT, PageView.BACK ->
                Choice(words.largePrint, state.largePrint) { onIntent(LicenseIntent.LargePrint(!state.largePrint)) }
        }
        state.showing?.let { showing ->
            Choice(words.holdStill, showing.still) { onIntent(LicenseIntent.HoldStill(!showing.still)) }
            if (showing.still) Choice(words.portrait, false) { onIntent(LicenseIntent.ShowPortrait) }
        }
    }
}

@Composable
private fun Choice(name: String, chosen: Boolean, onClick: () -> Unit) {
    val words = LocalWords.current
    FilterChip(
        selected = chosen,
        onClick = onClick,
        label = { Text(name, fontWeight = if (chosen) FontWeight.Bold else FontWeight.Normal) },
        modifier = Modifier.heightIn(min = 48.dp).semantics { if (chosen) stateDescription = words.chosen },
        shape = MaterialTheme.shapes.large,
        colors = FilterChipDefaults.filterChipColors(
            selectedContainerColor = MaterialTheme.colorScheme.primaryContainer,
            selectedLabelColor = MaterialTheme.colorScheme.onPrimaryContainer,
        ),
    )
}

/** What one hand reaches: show, renew, answer. */
@Composable
private fun Actions(state: LicenseUiState.Shown, onIntent: (LicenseIntent) -> Unit) {
    val words = LocalWords.current
    Surface(color = MaterialTheme.colorScheme.surfaceContainer, shadowElevation = 6.dp) {
        Box(Modifier.fillMaxWidth().padding(horizontal = EDGE, vertical = 12.dp), Alignment.Center) {
            Row(Modifier.widthIn(max = WIDEST).fillMaxWidth(), Arrangement.spacedBy(10.dp)) {
                if (state.showing == null) {
                    Wide(words.showCode, Modifier.weight(2f), Weight.FIRST) { onIntent(LicenseIntent.ShowCode) }
                } else {
                    Wide(words.hideCode, Modifier.weight(1f), Weight.FIRST) { onIntent(LicenseIntent.HideCode) }
                    Wide(words.newCode, Modifier.weight(1f), Weight.SECOND) { onIntent(LicenseIntent.NewCode) }
                }
                Wide(words.answer, Modifier.weight(1f), Weight.SECOND) { onIntent(LicenseIntent.AnswerQuestion) }
            }
        }
    }
}

/** How much a button asks to be pressed. */
private enum class Weight { FIRST, SECOND }

@Composable
private fun Wide(label: String, modifier: Modifier, weight: Weight, onClick: () -> Unit) {
    val sized = modifier.heightIn(min = TARGET)
    val tight = PaddingValues(horizontal = 8.dp)
    val text = @Composable { Text(label, textAlign = TextAlign.Center, style = MaterialTheme.typography.titleMedium) }
    when (weight) {
        Weight.FIRST -> Button(onClick, sized, shape = MaterialTheme.shapes.medium, contentPadding = tight) { text() }
        Weight.SECOND -> FilledTonalButton(onClick, sized, shape = MaterialTheme.shapes.medium, contentPadding = tight) { text() }
    }
}

/** Sentences that belong together, on a card of their own. */
@Composable
private fun Sentences(sentences: List<String>, strong: Boolean = false) {
    if (sentences.isEmpty()) return
    Surface(Modifier.fillMaxWidth(), color = MaterialTheme.colorScheme.surfaceContainer, shape = MaterialTheme.shapes.large) {
        Column(Modifier.padding(horizontal = 16.dp, vertical = 4.dp)) {
            sentences.forEachIndexed { number, sentence ->
                if (number > 0) HorizontalDivider(color = MaterialTheme.colorScheme.outlineVariant)
                Text(
                    sentence,
                    Modifier.padding(vertical = 12.dp),
                    style = MaterialTheme.typography.bodyLarge,
                    fontWeight = if (strong && number == 0) FontWeight.Medium else FontWeight.Normal,
                )
            }
        }
    }
}

@Composable
private fun Hidden(part: LicensePart, office: OfficePart?) {
    StatusLine(part)
    Sentences(part.details + part.states, strong = true)
    if (office != null) {
        Surface(Modifier.fillMaxWidth(), color = MaterialTheme.colorScheme.surfaceContainer, shape = MaterialTheme.shapes.large) {
            Column(Modifier.padding(16.dp), Arrangement.spacedBy(8.dp)) {
                Text(office.name, Modifier.semantics { heading() }, style = MaterialTheme.typography.titleMedium, fontWeight = FontWeight.Bold)
                office.lines.forEach { Text(it, style = MaterialTheme.typography.bodyLarge) }
            }
        }
    }
    Sentences(part.advice)
}

@Composable
private fun Explanation(problem: Problem, onIntent: (LicenseIntent) -> Unit) {
    Surface(Modifier.fillMaxWidth(), color = MaterialTheme.colorScheme.surfaceContainer, shape = MaterialTheme.shapes.large) {
        Column(Modifier.padding(20.dp), Arrangement.spacedBy(12.dp)) {
            Text(problem.title, Modifier.semantics { heading() }, style = MaterialTheme.typography.titleLarge, fontWeight = FontWeight.Bold)
            Text(problem.body, style = MaterialTheme.typography.bodyLarge)
            Text(problem.next, style = MaterialTheme.typography.bodyLarge, fontWeight = FontWeight.Medium)
            Wide(LocalWords.current.again, Modifier.fillMaxWidth(), Weight.FIRST) { onIntent(LicenseIntent.Refresh) }
        }
    }
}

@Composable
private fun Opening() {
    val words = LocalWords.current
    Box(Modifier.fillMaxWidth().padding(top = 160.dp), Alignment.Center) {
        Column(horizontalAlignment = Alignment.CenterHorizontally, verticalArrangement = Arrangement.spacedBy(16.dp)) {
            CircularProgressIndicator(Modifier.testTag("opening").semantics { contentDescription = words.opening })
            Text(words.opening, color = MaterialTheme.colorScheme.onSurfaceVariant, style = MaterialTheme.typography.bodyLarge)
        }
    }
}

/** Around everything. */
private val EDGE = 16.dp

/** A tablet does not make the page larger than a hand. */
private val WIDEST = 560.dp

/** The app's own words in large print. */
private const val LARGER = 1.35f
