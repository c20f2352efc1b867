package liangzheng.ui

import androidx.compose.runtime.Immutable
import androidx.compose.ui.graphics.ImageBitmap
import liangzheng.core.Action
import liangzheng.core.LicenseLook
import liangzheng.core.LicensePart
import liangzheng.core.OfficePart
import liangzheng.core.PageText
import liangzheng.core.PixelRect
import liangzheng.core.Problem

/** What the license screen shows. Every sentence in it comes from the core; the screen owns only its buttons. */
sealed interface LicenseUiState {
    /** Nothing is read yet. */
    data object Opening : LicenseUiState

    /** A page, and what stands around it. */
    @Immutable
    data class Shown(
        val part: LicensePart,
        val page: PageUi,
        val code: CodeUi? = null,
        val secondSide: Boolean = false,
        val largePrint: Boolean = false,
        val trouble: Problem? = null,
    ) : LicenseUiState

    /** No page: words say why, and where to go. */
    @Immutable
    data class Hidden(val part: LicensePart, val office: OfficePart?) : LicenseUiState

    /** Something failed: the core's own explanation with its next step. */
    @Immutable
    data class Failed(val problem: Problem) : LicenseUiState
}

/** A drawn page with its text for screen readers. */
@Immutable
data class PageUi(val key: String, val image: ImageBitmap, val codeSlot: PixelRect, val texts: List<PageText>)

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
    data object Turn : LicenseIntent
    data class LargePrint(val on: Boolean) : LicenseIntent
    data object ShowCode : LicenseIntent
    data object HideCode : LicenseIntent
    data object Refresh : LicenseIntent
    data object TroubleRead : LicenseIntent
    data class Go(val action: Action) : LicenseIntent
}
