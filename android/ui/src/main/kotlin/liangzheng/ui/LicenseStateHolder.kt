package liangzheng.ui

import androidx.compose.ui.graphics.ImageBitmap
import kotlin.time.Duration.Companion.milliseconds
import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.Job
import kotlinx.coroutines.delay
import kotlinx.coroutines.flow.MutableStateFlow
import kotlinx.coroutines.flow.StateFlow
import kotlinx.coroutines.flow.asStateFlow
import kotlinx.coroutines.flow.update
import kotlinx.coroutines.launch
import liangzheng.core.Code
import liangzheng.core.CoreException
import liangzheng.core.Event
import liangzheng.core.Frame
import liangzheng.core.Language
import liangzheng.core.LicensePart
import liangzheng.core.LicenseState
import liangzheng.core.PageName
import liangzheng.core.PageTheme
import liangzheng.core.PageWant
import liangzheng.core.PrintSize
import liangzheng.core.Problem
import liangzheng.core.Side
import liangzheng.core.Wallet
import liangzheng.core.codeOf

/** Drives the license screen: pulls snapshots when the watch says so, and frames of the code while it is shown. */
class LicenseStateHolder(
    private val wallet: Wallet,
    private val picture: (width: Int, height: Int, rgba: ByteArray) -> ImageBitmap,
    private val unlock: suspend () -> Boolean,
    private val scope: CoroutineScope,
    width: Int,
    theme: PageTheme,
    language: Language,
) {
    private val states = MutableStateFlow<LicenseUiState>(LicenseUiState.Opening)
    val state: StateFlow<LicenseUiState> = states.asStateFlow()

    private var want = PageWant(Side.MAIN_SIDE, width.toUInt(), theme, PrintSize.NORMAL_PRINT, language)
    private var showing: Job? = null

    /** Keeps the screen true until it is left. */
    suspend fun run() = wallet.watch().use { watch ->
        while (true) {
            val changed = watch.next() ?: break
            if (PageName.LICENSE_PAGE in changed.pages) read()
        }
    }

    fun onIntent(intent: LicenseIntent) {
        when (intent) {
            LicenseIntent.Turn -> redraw(want.copy(side = if (want.side == Side.MAIN_SIDE) Side.SECOND_SIDE else Side.MAIN_SIDE))
            is LicenseIntent.LargePrint ->
                redraw(want.copy(print = if (intent.on) PrintSize.LARGE_PRINT else PrintSize.NORMAL_PRINT))
            LicenseIntent.ShowCode -> showCode()
            LicenseIntent.HideCode -> hideCode()
            LicenseIntent.Refresh -> scope.launch { read() }
            LicenseIntent.TroubleRead -> shown { it.copy(trouble = null) }
            is LicenseIntent.Go -> Unit // other screens listen; this one has nothing to do
        }
    }

    /** Takes the code off the screen. */
    fun hideCode() {
        showing?.cancel()
        showing = null
        shown { it.copy(code = null) }
    }

    private fun redraw(wanted: PageWant) {
        want = wanted
        scope.launch { read() }
    }

    private suspend fun read() {
        states.value = try {
            when (val license = wallet.license()) {
                is LicenseState.Sample -> page(license.page)
                is LicenseState.Shown -> page(license.page)
                is LicenseState.NotLive -> page(license.page)
                is LicenseState.NeedsRefresh -> page(license.page)
                is LicenseState.ExpiredCopy -> page(license.page)
                is LicenseState.None -> LicenseUiState.Hidden(license.page, null)
                is LicenseState.Hidden -> LicenseUiState.Hidden(license.page, license.office)
            }
        } catch (error: CoreException) {
            LicenseUiState.Failed(explained(error))
        }
        if (states.value !is LicenseUiState.Shown) hideCode()
    }

    private suspend fun page(part: LicensePart): LicenseUiState {
        val wanted = want
        val pixels = wallet.page(wanted)
        val image = picture(pixels.width.toInt(), pixels.height.toInt(), pixels.rgba)
        val page = PageUi(pixels.key, image, pixels.code, wallet.pageText(wanted))
        return LicenseUiState.Shown(
            part,
            page,
            code = (states.value as? LicenseUiState.Shown)?.code,
            secondSide = wanted.side == Side.SECOND_SIDE,
            largePrint = wanted.print == PrintSize.LARGE_PRINT,
        )
    }

    private fun showCode() {
        hideCode()
        showing = scope.launch {
            try {
                if (!unlock()) return@launch
                wallet.tell(Event.Unlocked)
                wallet.present(POLICE).use { presenter ->
                    try {
                        while (true) {
                            val wait = when (val frame = presenter.frame()) {
                                is Frame.Code -> {
                                    val code = CodeUi(frame.id, frame.side.toInt(), frame.modules, frame.look)
                                    shown { it.copy(code = code) }
                                    minOf(frame.nextInMs, frame.diesInMs)
                                }
                                is Frame.Wait -> frame.nextInMs.also { shown { it.copy(code = null) } }
                                is Frame.Over -> break
                            }
                            delay(wait.toLong().milliseconds)
                        }
                    } finally {
                        presenter.stop()
                        shown { it.copy(code = null) }
                    }
                }
            } catch (error: CoreException) {
                shown { it.copy(trouble = explained(error)) }
            }
        }
    }

    private fun shown(change: (LicenseUiState.Shown) -> LicenseUiState.Shown) =
        states.update { if (it is LicenseUiState.Shown) change(it) else it }

    private fun explained(error: CoreException): Problem = wallet.problem(runCatching { codeOf(error) }.getOrDefault(Code.OUR_FAULT))

    private companion object {
        /** The purpose of a roadside check. */
        const val POLICE = "police"
    }
}
