package liangzheng.ui

import androidx.compose.foundation.isSystemInDarkTheme
import androidx.compose.foundation.layout.BoxWithConstraints
import androidx.compose.material3.MaterialTheme
import androidx.compose.material3.darkColorScheme
import androidx.compose.material3.lightColorScheme
import androidx.compose.runtime.Composable
import androidx.compose.runtime.DisposableEffect
import androidx.compose.runtime.LaunchedEffect
import androidx.compose.runtime.collectAsState
import androidx.compose.runtime.getValue
import androidx.compose.runtime.remember
import androidx.compose.runtime.rememberCoroutineScope
import androidx.compose.ui.Modifier
import androidx.compose.ui.graphics.ImageBitmap
import liangzheng.core.Language
import liangzheng.core.PageTheme
import liangzheng.core.Wallet

/** The app's colours; the license itself brings its own. */
@Composable
fun LiangzhengTheme(dark: Boolean = isSystemInDarkTheme(), content: @Composable () -> Unit) {
    MaterialTheme(if (dark) darkColorScheme() else lightColorScheme(), content = content)
}

/**
 * The license screen over a wallet. [picture] makes an image of raw RGBA: the only thing that a platform brings.
 * [unlock] asks for the device's own unlock and tells whether it was passed.
 */
@Composable
fun LicenseRoute(
    wallet: Wallet,
    picture: (width: Int, height: Int, rgba: ByteArray) -> ImageBitmap,
    unlock: suspend () -> Boolean,
    modifier: Modifier = Modifier,
    language: Language = Language.ZH_HANS,
    dark: Boolean = isSystemInDarkTheme(),
) {
    BoxWithConstraints(modifier) {
        val scope = rememberCoroutineScope()
        val width = constraints.maxWidth.coerceIn(240, 2400)
        val theme = if (dark) PageTheme.DARK_THEME else PageTheme.LIGHT_THEME
        val holder = remember(wallet, width, theme, language) {
            LicenseStateHolder(wallet, picture, unlock, scope, width, theme, language)
        }
        LaunchedEffect(holder) { holder.run() }
        DisposableEffect(holder) { onDispose { holder.hideCode() } }
        val state by holder.state.collectAsState()
        LicenseScreen(state, holder::onIntent)
    }
}
