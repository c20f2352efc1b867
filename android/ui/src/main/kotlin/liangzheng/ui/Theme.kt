package liangzheng.ui

import androidx.compose.foundation.isSystemInDarkTheme
import androidx.compose.foundation.shape.RoundedCornerShape
import androidx.compose.material3.ColorScheme
import androidx.compose.material3.MaterialTheme
import androidx.compose.material3.Shapes
import androidx.compose.material3.darkColorScheme
import androidx.compose.material3.lightColorScheme
import androidx.compose.runtime.Composable
import androidx.compose.runtime.CompositionLocalProvider
import androidx.compose.runtime.Immutable
import androidx.compose.runtime.staticCompositionLocalOf
import androidx.compose.ui.graphics.Color
import androidx.compose.ui.unit.dp
import liangzheng.core.LicenseLook

/** The app's colours: a quiet ground, so that the license itself, which brings its own, is what one sees. */
@Composable
fun LiangzhengTheme(dark: Boolean = isSystemInDarkTheme(), content: @Composable () -> Unit) {
    CompositionLocalProvider(LocalLooks provides if (dark) Looks.dark else Looks.light) {
        MaterialTheme(if (dark) night else day, shapes = shapes, content = content)
    }
}

private val shapes = Shapes(
    small = RoundedCornerShape(10.dp),
    medium = RoundedCornerShape(14.dp),
    large = RoundedCornerShape(18.dp),
    extraLarge = RoundedCornerShape(24.dp),
)

private val day: ColorScheme = lightColorScheme(
    primary = Color(0xFF0A5A3C),
    onPrimary = Color.White,
    primaryContainer = Color(0xFFCFE9DB),
    onPrimaryContainer = Color(0xFF00301D),
    secondary = Color(0xFF41584D),
    secondaryContainer = Color(0xFFDCE8E1),
    onSecondaryContainer = Color(0xFF15261E),
    background = Color(0xFFF2F5F3),
    onBackground = Color(0xFF14201A),
    surface = Color(0xFFF2F5F3),
    onSurface = Color(0xFF14201A),
    surfaceVariant = Color(0xFFE3EAE6),
    onSurfaceVariant = Color(0xFF3B4A43),
    surfaceContainerLowest = Color.White,
    surfaceContainerLow = Color.White,
    surfaceContainer = Color.White,
    surfaceContainerHigh = Color.White,
    surfaceContainerHighest = Color(0xFFE9EFEB),
    outline = Color(0xFF6C7C74),
    outlineVariant = Color(0xFFC6D1CB),
)

private val night: ColorScheme = darkColorScheme(
    primary = Color(0xFF7FD6AC),
    onPrimary = Color(0xFF003822),
    primaryContainer = Color(0xFF12492F),
    onPrimaryContainer = Color(0xFFC4F1DA),
    secondary = Color(0xFFB2CCBF),
    secondaryContainer = Color(0xFF2A3A32),
    onSecondaryContainer = Color(0xFFDCEBE3),
    background = Color(0xFF0D1310),
    onBackground = Color(0xFFE6EEE9),
    surface = Color(0xFF0D1310),
    onSurface = Color(0xFFE6EEE9),
    surfaceVariant = Color(0xFF25302B),
    onSurfaceVariant = Color(0xFFBECBC4),
    surfaceContainerLowest = Color(0xFF18211D),
    surfaceContainerLow = Color(0xFF18211D),
    surfaceContainer = Color(0xFF18211D),
    surfaceContainerHigh = Color(0xFF1E2924),
    surfaceContainerHighest = Color(0xFF25302B),
    outline = Color(0xFF8A9A92),
    outlineVariant = Color(0xFF37443D),
)

/** Ground and ink of the status line for each look; its sign and its words say the same. */
@Immutable
internal class Looks private constructor(private val colours: Map<LicenseLook, Pair<Color, Color>>) {
    fun ground(look: LicenseLook) = colours.getValue(look).first

    fun ink(look: LicenseLook) = colours.getValue(look).second

    companion object {
        val light = Looks(
            mapOf(
                LicenseLook.USABLE to (Color(0xFFD5EEDF) to Color(0xFF00391F)),
                LicenseLook.UNCLEAR to (Color(0xFFFBE7B5) to Color(0xFF442C00)),
                LicenseLook.MUST_NOT_DRIVE to (Color(0xFFFBD9D6) to Color(0xFF690006)),
                LicenseLook.PLAIN to (Color(0xFFE3E8E6) to Color(0xFF24302A)),
            ),
        )
        val dark = Looks(
            mapOf(
                LicenseLook.USABLE to (Color(0xFF123B28) to Color(0xFFBFF0D4)),
                LicenseLook.UNCLEAR to (Color(0xFF443100) to Color(0xFFFFE2A3)),
                LicenseLook.MUST_NOT_DRIVE to (Color(0xFF5A0F12) to Color(0xFFFFDAD6)),
                LicenseLook.PLAIN to (Color(0xFF25302B) to Color(0xFFDDE6E1)),
            ),
        )
    }
}

internal val LocalLooks = staticCompositionLocalOf { Looks.light }
