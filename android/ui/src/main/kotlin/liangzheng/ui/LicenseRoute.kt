package liangzheng.ui

import androidx.compose.foundation.isSystemInDarkTheme
import androidx.compose.foundation.layout.BoxWithConstraints
import androidx.compose.runtime.Composable
import androidx.compose.runtime.DisposableEffect
import androidx.compose.runtime.LaunchedEffect
import androidx.compose.runtime.collectAsState
import androidx.compose.runtime.getValue
import androidx.compose.runtime.remember
import androidx.compose.runtime.rememberCoroutineScope
import androidx.compose.ui.Modifier
import androidx.compose.ui.platform.LocalDensity
import liangzheng.core.Language
import liangzheng.core.PageTheme
import liangzheng.core.Wallet

/**
 * The license screen over a wallet. [inFront] is false while the app is in the background: nothing is shown then, and the
 * clock rests.
 */
@Composable
fun LicenseRoute(
    wallet: Wallet,
    phone: Phone,
    language: Language,
    modifier: Modifier = Modifier,
    inFront: Boolean = true,
    dark: Boolean = isSystemInDarkTheme(),
) {
    BoxWithConstraints(modifier) {
        val scope = rememberCoroutineScope()
        // The page is drawn for the very pixels that it gets: the modules of the code stay whole.
        val width = with(LocalDensity.current) { pageWidth(maxWidth).roundToPx() }.coerceIn(240, 2400)
        val theme = if (dark) PageTheme.DARK_THEME else PageTheme.LIGHT_THEME
        val holder = remember(wallet, width, theme, language) { LicenseStateHolder(wallet, phone, scope, width, theme, language) }
        LaunchedEffect(holder) { holder.run() }
        LaunchedEffect(holder, inFront) { if (inFront) holder.tick() else holder.hideCode() }
        DisposableEffect(holder) { onDispose { holder.hideCode() } }
        val state by holder.state.collectAsState()
        val codeIsShown = (state as? LicenseUiState.Shown)?.run { showing != null && question == null } ?: false
        DisposableEffect(codeIsShown) {
            if (codeIsShown) phone.codeIsShown(true)
            onDispose { if (codeIsShown) phone.codeIsShown(false) }
        }
        LicenseScreen(state, holder::onIntent, language = language)
    }
}
