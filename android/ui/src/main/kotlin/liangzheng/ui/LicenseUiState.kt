package liangzheng.ui

import androidx.compose.runtime.Immutable
import androidx.compose.ui.graphics.ImageBitmap
import liangzheng.core.LicenseLook
import liangzheng.core.LicensePart
import liangzheng.core.OfficePart
import liangzheng.core.PageText
import liangzheng.core.PixelRect
import liangzheng.core.Problem
import liangzheng.core.WaitFor

/** What the license screen shows. Every sentence in it comes from the core; the screen owns only its buttons. */
sealed interface LicenseUiState {
    /** Nothing is read yet. */
    data object Opening : LicenseUiState

    /** A page, and what stands around it. */
    @Immutable
    data class Shown(
        val part: LicensePart,
        val page: PageUi,
        val clock: ClockUi? = null,
        val view: PageView = PageView.FRONT,
        val largePrint: Boolean = false,
        val showing: ShowingUi? = null,
        val question: QuestionUi? = null,
        val trouble: Problem? = null,
    ) : LicenseUiState

    /** No page: words say why, and where to go. */
    @Immutable
    data class Hidden(val part: LicensePart, val office: OfficePart?) : LicenseUiState

    /** Something failed: the core's own explanation with its next step. */
    @Immutable
    data class Failed(val problem: Problem) : LicenseUiState
}

/** The side or view of the license that is looked at. */
enum class PageView { FRONT, BACK, CHECK, CHECK_TURNED }

/** A drawn page with its text for screen readers. */
@Immutable
data class PageUi(val key: String, val image: ImageBitmap, val codeSlot: PixelRect, val texts: List<PageText>)

/** The clock of the page as it ticks, and how it is spoken. */
@Immutable
data class ClockUi(val image: ImageBitmap, val rect: PixelRect, val spoken: String)

/** A showing under way: a code on the screen, or what it waits for; [trouble] is what keeps a code from coming. */
@Immutable
data class ShowingUi(
    val code: CodeUi? = null,
    val waits: WaitFor? = null,
    val trouble: Problem? = null,
    val still: Boolean = false,
)

/** A verifier's question, from the driver's wish to answer one up to his yes or no. */
sealed interface QuestionUi {
    /** How does it reach the phone: by camera, or by six digits? */
    data object How : QuestionUi

    /** Six digits are being typed. */
    data object Digits : QuestionUi

    /** Somebody asks. [asker] comes first; [purpose] is absent if the policy does not know it; [shares] names the data. */
    @Immutable
    data class Asked(val id: ULong, val asker: String, val purpose: String?, val shares: String, val asksPoints: Boolean) : QuestionUi
}

/** A code on the screen. Told apart by [id]: modules are never compared. */
@Immutable
class CodeUi(val id: ULong, val side: Int, private val modules: ByteArray, val look: LicenseLook) {
    /** Whether a module is dark. Rows follow each other without padding, most significant bit first. */
    fun dark(x: Int, y: Int): Boolean {
        val bit = y * side + x
        return modules[bit / 8].toInt() and (0x80 shr (bit % 8)) != 0
    }

    override fun equals(other: Any?) = other is CodeUi && other.id == id

    override fun hashCode() = id.hashCode()
}

/** What a driver does on the license screen. */
sealed interface LicenseIntent {
    data class Look(val view: PageView) : LicenseIntent
    data class LargePrint(val on: Boolean) : LicenseIntent
    data object ShowCode : LicenseIntent
    data object HideCode : LicenseIntent
    data object NewCode : LicenseIntent
    data class HoldStill(val on: Boolean) : LicenseIntent
    data object ShowPortrait : LicenseIntent

    /** The driver wants to answer a question. */
    data object AnswerQuestion : LicenseIntent
    data object ScanQuestion : LicenseIntent
    data object TypeQuestion : LicenseIntent
    data class DigitsTyped(val digits: String) : LicenseIntent
    data class Agree(val withPoints: Boolean) : LicenseIntent

    /** No, or not now: nothing is answered. */
    data object Refuse : LicenseIntent
    data object Refresh : LicenseIntent
    data object TroubleRead : LicenseIntent
}
