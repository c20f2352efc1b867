package liangzheng.ui

import androidx.compose.ui.graphics.ImageBitmap
import kotlin.time.Duration.Companion.milliseconds
import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.Job
import kotlinx.coroutines.delay
import kotlinx.coroutines.flow.MutableStateFlow
import kotlinx.coroutines.flow.StateFlow
import kotlinx.coroutines.flow.asStateFlow
import kotlinx.coroutines.flow.distinctUntilChanged
import kotlinx.coroutines.flow.map
import kotlinx.coroutines.flow.collectLatest
import kotlinx.coroutines.flow.update
import kotlinx.coroutines.launch
import kotlinx.coroutines.withContext
import liangzheng.core.AskView
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
import liangzheng.core.Presenter
import liangzheng.core.PrintSize
import liangzheng.core.Problem
import liangzheng.core.Question
import liangzheng.core.Side
import liangzheng.core.ShowMode
import liangzheng.core.Wallet
import liangzheng.core.codeOf

/** What the license screen needs of the phone it runs on. */
interface Phone {
    /** An image of raw RGBA, premultiplied. */
    fun picture(width: Int, height: Int, rgba: ByteArray): ImageBitmap

    /** Asks for the device's own unlock; true if it was passed. */
    suspend fun unlock(): Boolean

    /** Reads the text of a verifier's code by the camera; null if the driver gave up. */
    suspend fun scan(): String?

    /** While a code is shown: full brightness, and the screen stays on. */
    fun codeIsShown(shown: Boolean)
}

/** Drives the license screen: pulls snapshots when the watch says so, and frames of the code while it is shown. */
class LicenseStateHolder(
    private val wallet: Wallet,
    private val phone: Phone,
    private val scope: CoroutineScope,
    private val width: Int,
    private val theme: PageTheme,
    private val language: Language,
) {
    private val states = MutableStateFlow<LicenseUiState>(LicenseUiState.Opening)
    val state: StateFlow<LicenseUiState> = states.asStateFlow()

    private var view = PageView.FRONT
    private var largePrint = false
    private var showing: Job? = null
    private var presenter: Presenter? = null

    /** True while the showing serves a question alone: without a yes there is nothing to see. */
    private var onlyToAnswer = false

    /** Keeps the screen true until it is left. */
    suspend fun run() {
        wallet.tell(Event.LanguageChanged(language))
        wallet.watch().use { watch ->
            while (true) {
                val changed = watch.next() ?: break
                if (PageName.LICENSE_PAGE in changed.pages) read()
            }
        }
    }

    /** Lets the page's clock tick until the screen is left. */
    suspend fun tick() = states.map { (it as? LicenseUiState.Shown)?.page?.key }.distinctUntilChanged().collectLatest { key ->
        while (key != null) {
            // A page without a clock, or one that is no longer kept, does not tick.
            val tile = runCatching { withContext(Dispatchers.Default) { wallet.clockTile(key) } }.getOrNull() ?: break
            val image = phone.picture(tile.rect.width.toInt(), tile.rect.height.toInt(), tile.rgba)
            shown { if (it.page.key == key) it.copy(clock = ClockUi(image, tile.rect, tile.spoken)) else it }
            delay(tile.nextInMs.toLong().milliseconds)
        }
    }

    fun onIntent(intent: LicenseIntent) {
        when (intent) {
            is LicenseIntent.Look -> redraw { view = intent.view }
            is LicenseIntent.LargePrint -> redraw { largePrint = intent.on }
            LicenseIntent.ShowCode -> {
                onlyToAnswer = false
                present { shown { it.copy(question = null) } }
            }
            LicenseIntent.HideCode -> hideCode()
            LicenseIntent.NewCode -> presenting { it.renew() }
            is LicenseIntent.HoldStill -> presenting {
                it.mode(if (intent.on) ShowMode.Still else ShowMode.Moving(FRAMES_A_SECOND))
                shown { state -> state.copy(showing = state.showing?.copy(still = intent.on)) }
            }
            LicenseIntent.ShowPortrait -> presenting { it.portrait() }
            LicenseIntent.AnswerQuestion -> shown { it.copy(question = QuestionUi.How) }
            LicenseIntent.TypeQuestion -> shown { it.copy(question = QuestionUi.Digits) }
            LicenseIntent.ScanQuestion -> scope.launch { phone.scan()?.let { ask(Question.Scanned(it)) } ?: refuse() }
            is LicenseIntent.DigitsTyped -> ask(Question.Typed(intent.digits))
            is LicenseIntent.Agree -> agree(intent.withPoints)
            LicenseIntent.Refuse -> refuse()
            LicenseIntent.Refresh -> scope.launch { read() }
            LicenseIntent.TroubleRead -> shown { it.copy(trouble = null) }
        }
    }

    /** Takes the code off the screen. */
    fun hideCode() {
        showing?.cancel()
        showing = null
        presenter = null
        onlyToAnswer = false
        shown { it.copy(showing = null, question = null) }
    }

    private fun redraw(change: () -> Unit) {
        change()
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
        val (viewed, large) = view to largePrint
        val want = want(viewed, large)
        val pixels = wallet.page(want)
        val image = phone.picture(pixels.width.toInt(), pixels.height.toInt(), pixels.rgba)
        val page = PageUi(pixels.key, image, pixels.code, wallet.pageText(want))
        val before = states.value as? LicenseUiState.Shown
        return LicenseUiState.Shown(
            part,
            page,
            clock = before?.clock.takeIf { before?.page?.key == page.key },
            view = viewed,
            largePrint = large,
            showing = before?.showing,
            question = before?.question,
            trouble = before?.trouble,
        )
    }

    private fun want(view: PageView, large: Boolean) = PageWant(
        side = if (view == PageView.BACK) Side.SECOND_SIDE else Side.MAIN_SIDE,
        width = width.toUInt(),
        theme = theme,
        print = when (view) {
            PageView.CHECK -> PrintSize.CHECK_VIEW
            PageView.CHECK_TURNED -> PrintSize.CHECK_VIEW_TURNED
            PageView.FRONT, PageView.BACK -> if (large) PrintSize.LARGE_PRINT else PrintSize.NORMAL_PRINT
        },
        language = language,
    )

    /** Starts showing, unless it is under way; [then] runs once it is. */
    private fun present(then: (Presenter) -> Unit) {
        presenter?.let { return presenting(then) }
        showing?.cancel()
        showing = scope.launch {
            reported {
                if (!phone.unlock()) return@launch refuse()
                wallet.tell(Event.Unlocked)
                wallet.present(POLICE).use { started ->
                    try {
                        if (view == PageView.BACK) redraw { view = PageView.FRONT }
                        presenter = started
                        shown { it.copy(showing = ShowingUi()) }
                        presenting(then)
                        follow(started)
                    } finally {
                        if (presenter === started) presenter = null
                        started.stop()
                        shown { it.copy(showing = null) }
                    }
                }
            }
        }
    }

    /** Draws frame after frame, each for as long as it lives. */
    private suspend fun follow(presenter: Presenter) {
        while (true) {
            val wait = when (val frame = presenter.frame()) {
                is Frame.Code -> {
                    val code = CodeUi(frame.id, frame.side.toInt(), frame.modules, frame.look)
                    shown { it.copy(showing = it.showing?.copy(code = code, waits = null, trouble = null)) }
                    minOf(frame.nextInMs, frame.diesInMs)
                }
                is Frame.Wait -> {
                    val trouble = frame.trouble?.let(wallet::problem)
                    shown { it.copy(showing = it.showing?.copy(code = null, waits = frame.until, trouble = trouble)) }
                    frame.nextInMs
                }
                is Frame.Over -> return
            }
            delay(wait.toLong().milliseconds)
        }
    }

    private fun ask(question: Question) {
        onlyToAnswer = onlyToAnswer || presenter == null
        present { presenter ->
            val view = presenter.ask(question)
            shown { it.copy(question = asked(view)) }
        }
    }

    private fun asked(view: AskView): QuestionUi.Asked {
        val purpose = view.purposeName?.run { if (language == Language.ZH_HANS) zhHans else en }
        // The police ask without a name of their own: the core's word for their purpose stands there.
        val asker = view.asker?.run { if (language == Language.ZH_HANS) zhHans else en }
            ?: wallet.purposes().purposes.first { it.id == POLICE }.title
        val shares = if (language == Language.ZH_HANS) view.shares.zhHans else view.shares.en
        return QuestionUi.Asked(view.askId, asker, purpose.takeIf { it != asker }, shares, view.pointsConsentNeeded)
    }

    private fun agree(withPoints: Boolean) {
        val asked = (states.value as? LicenseUiState.Shown)?.question as? QuestionUi.Asked ?: return
        onlyToAnswer = false
        presenting { presenter ->
            presenter.answer(asked.id, withPoints)
            // What was signed before the answer was for somebody else.
            shown { it.copy(question = null, showing = it.showing?.copy(code = null)) }
        }
    }

    private fun refuse() {
        shown { it.copy(question = null) }
        if (onlyToAnswer) hideCode()
    }

    /** Something for the showing under way, if there is one. */
    private fun presenting(work: (Presenter) -> Unit) {
        val presenter = presenter ?: return
        scope.launch { reported { work(presenter) } }
    }

    private inline fun reported(work: () -> Unit) = try {
        work()
    } catch (error: CoreException) {
        shown { it.copy(trouble = explained(error)) }
        refuse()
    }

    private fun shown(change: (LicenseUiState.Shown) -> LicenseUiState.Shown) =
        states.update { if (it is LicenseUiState.Shown) change(it) else it }

    private fun explained(error: CoreException): Problem = wallet.problem(runCatching { codeOf(error) }.getOrDefault(Code.OUR_FAULT))

    private companion object {
        /** The purpose of a roadside check. */
        const val POLICE = "police"

        /** How fast a moving code usually moves. */
        val FRAMES_A_SECOND: UByte = 8u
    }
}
