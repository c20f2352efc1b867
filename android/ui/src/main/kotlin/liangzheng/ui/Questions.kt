package liangzheng.ui

import androidx.compose.foundation.layout.Arrangement
import androidx.compose.foundation.layout.Column
import androidx.compose.foundation.layout.Row
import androidx.compose.foundation.layout.fillMaxWidth
import androidx.compose.foundation.layout.heightIn
import androidx.compose.foundation.layout.padding
import androidx.compose.foundation.selection.toggleable
import androidx.compose.foundation.text.KeyboardOptions
import androidx.compose.material3.AlertDialog
import androidx.compose.material3.Button
import androidx.compose.material3.FilledTonalButton
import androidx.compose.material3.MaterialTheme
import androidx.compose.material3.OutlinedTextField
import androidx.compose.material3.Surface
import androidx.compose.material3.Switch
import androidx.compose.material3.Text
import androidx.compose.material3.TextButton
import androidx.compose.runtime.Composable
import androidx.compose.runtime.getValue
import androidx.compose.runtime.mutableStateOf
import androidx.compose.runtime.remember
import androidx.compose.runtime.setValue
import androidx.compose.ui.Alignment
import androidx.compose.ui.Modifier
import androidx.compose.ui.platform.testTag
import androidx.compose.ui.semantics.Role
import androidx.compose.ui.semantics.heading
import androidx.compose.ui.semantics.semantics
import androidx.compose.ui.text.font.FontWeight
import androidx.compose.ui.text.input.KeyboardType
import androidx.compose.ui.text.style.TextAlign
import androidx.compose.ui.unit.dp
import androidx.compose.ui.unit.sp
import liangzheng.core.Problem

/** A verifier's question, step by step. Nothing is answered before the driver says yes. */
@Composable
internal fun QuestionDialog(question: QuestionUi, onIntent: (LicenseIntent) -> Unit) = when (question) {
    QuestionUi.How -> HowDialog(onIntent)
    QuestionUi.Digits -> DigitsDialog(onIntent)
    is QuestionUi.Asked -> AskedDialog(question, onIntent)
}

@Composable
private fun HowDialog(onIntent: (LicenseIntent) -> Unit) {
    val words = LocalWords.current
    AlertDialog(
        onDismissRequest = { onIntent(LicenseIntent.Refuse) },
        title = { Text(words.answerQuestion, Modifier.semantics { heading() }) },
        text = {
            Column(verticalArrangement = Arrangement.spacedBy(12.dp)) {
                Button(onClick = { onIntent(LicenseIntent.ScanQuestion) }, modifier = Modifier.fillMaxWidth().heightIn(min = TARGET)) {
                    Text(words.scan)
                }
                FilledTonalButton(onClick = { onIntent(LicenseIntent.TypeQuestion) }, modifier = Modifier.fillMaxWidth().heightIn(min = TARGET)) {
                    Text(words.digits)
                }
            }
        },
        confirmButton = { Quiet(words.cancel) { onIntent(LicenseIntent.Refuse) } },
    )
}

@Composable
private fun DigitsDialog(onIntent: (LicenseIntent) -> Unit) {
    val words = LocalWords.current
    var digits by remember { mutableStateOf("") }
    AlertDialog(
        onDismissRequest = { onIntent(LicenseIntent.Refuse) },
        title = { Text(words.digits, Modifier.semantics { heading() }) },
        text = {
            OutlinedTextField(
                value = digits,
                onValueChange = { digits = it },
                modifier = Modifier.fillMaxWidth().testTag("digits"),
                label = { Text(words.digitsHint) },
                singleLine = true,
                textStyle = MaterialTheme.typography.headlineMedium.copy(letterSpacing = 6.sp, textAlign = TextAlign.Center),
                keyboardOptions = KeyboardOptions(keyboardType = KeyboardType.Number),
            )
        },
        confirmButton = {
            Button(onClick = { onIntent(LicenseIntent.DigitsTyped(digits)) }, modifier = Modifier.heightIn(min = TARGET)) { Text(words.next) }
        },
        dismissButton = { Quiet(words.cancel) { onIntent(LicenseIntent.Refuse) } },
    )
}

/** Who asks, first; for what; what they would see; then yes or no, of equal size. */
@Composable
private fun AskedDialog(question: QuestionUi.Asked, onIntent: (LicenseIntent) -> Unit) {
    val words = LocalWords.current
    var points by remember(question.id) { mutableStateOf(false) }
    AlertDialog(
        onDismissRequest = { onIntent(LicenseIntent.Refuse) },
        modifier = Modifier.testTag("question"),
        title = {
            Column(verticalArrangement = Arrangement.spacedBy(2.dp)) {
                Text(question.asker, Modifier.semantics { heading() }, style = MaterialTheme.typography.headlineSmall, fontWeight = FontWeight.Bold)
                Text(words.asks, color = MaterialTheme.colorScheme.onSurfaceVariant, style = MaterialTheme.typography.bodyLarge)
            }
        },
        text = {
            Column(verticalArrangement = Arrangement.spacedBy(12.dp)) {
                question.purpose?.let { Text(it, style = MaterialTheme.typography.titleMedium) }
                Surface(color = MaterialTheme.colorScheme.surfaceContainerHighest, shape = MaterialTheme.shapes.medium) {
                    Text(question.shares, Modifier.fillMaxWidth().padding(14.dp), style = MaterialTheme.typography.bodyLarge)
                }
                if (question.asksPoints) PointsSwitch(points) { points = it }
                Row(Modifier.padding(top = 4.dp), Arrangement.spacedBy(12.dp)) {
                    FilledTonalButton(onClick = { onIntent(LicenseIntent.Refuse) }, modifier = Modifier.weight(1f).heightIn(min = TARGET)) {
                        Text(words.refuse)
                    }
                    Button(onClick = { onIntent(LicenseIntent.Agree(points)) }, modifier = Modifier.weight(1f).heightIn(min = TARGET)) {
                        Text(words.agree)
                    }
                }
            }
        },
        confirmButton = {},
    )
}

@Composable
private fun PointsSwitch(on: Boolean, onChange: (Boolean) -> Unit) {
    Row(
        Modifier.fillMaxWidth().heightIn(min = TARGET).toggleable(on, role = Role.Switch, onValueChange = onChange),
        Arrangement.SpaceBetween,
        Alignment.CenterVertically,
    ) {
        Text(LocalWords.current.pointsToo, Modifier.weight(1f), style = MaterialTheme.typography.bodyLarge)
        Switch(on, onCheckedChange = null)
    }
}

/** What went wrong, and what to do next, in the core's words. */
@Composable
internal fun TroubleDialog(problem: Problem, onIntent: (LicenseIntent) -> Unit) {
    AlertDialog(
        onDismissRequest = { onIntent(LicenseIntent.TroubleRead) },
        title = { Text(problem.title, Modifier.semantics { heading() }) },
        text = {
            Column(verticalArrangement = Arrangement.spacedBy(8.dp)) {
                Text(problem.body, style = MaterialTheme.typography.bodyLarge)
                Text(problem.next, style = MaterialTheme.typography.bodyLarge, fontWeight = FontWeight.Medium)
            }
        },
        confirmButton = {
            Button(onClick = { onIntent(LicenseIntent.TroubleRead) }, modifier = Modifier.heightIn(min = TARGET)) {
                Text(LocalWords.current.understood)
            }
        },
    )
}

@Composable
private fun Quiet(label: String, onClick: () -> Unit) {
    TextButton(onClick, Modifier.heightIn(min = TARGET)) { Text(label) }
}

/** The least height of what can be pressed. */
internal val TARGET = 52.dp
