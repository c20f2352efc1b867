package liangzheng.core

import java.io.File
import java.security.MessageDigest
import java.util.HexFormat
import kotlinx.coroutines.withTimeout

/** Signs in with the code that arrives. */
suspend fun Wallet.signIn(town: Town, idNumber: String) {
    act(Intent.SignInAskCode(IdKind.CITIZEN, idNumber))
    until("the code to be sent") { (gate() as? Gate.SignIn)?.codeSent == true }
    act(Intent.SignInWithCode(town.oneTimeCode()))
    until("the gate to open") { gate() is Gate.Open }
}

/** Begins an application and goes on to the step that waits for a picture. */
suspend fun Wallet.toThePicture(source: PhotoSource) {
    act(Intent.ApplyStart)
    val notice = until("the notice") { application() as? ApplicationState.Notice }
    act(Intent.ApplyNoticeRead(notice.version))
    act(Intent.ApplyChoose(source))
}

/** Hands in a picture from the album, through all four steps, until the police have it; the SHA-256 that the preview named. */
suspend fun Wallet.applyFromAlbum(photo: File): String {
    toThePicture(PhotoSource.ALBUM_FILE)
    val offer = PhotoOffer(photo.readBytes(), PhotoForm.Encoded, System.currentTimeMillis() / 1000, PhotoSource.ALBUM_FILE)
    val judged = offer(offer)
    check(judged.accepted) { "not accepted: ${judged.hint} ${judged.findings}" }
    return photoPreview(378u).sha256.also { keepAndSubmit() }
}

/** From the preview to the review. */
suspend fun Wallet.keepAndSubmit() {
    act(Intent.PhotoKeep)
    act(Intent.ApplyPersonCheck(null))
    until("the real-person check") { (application() as? ApplicationState.PersonCheck)?.takeIf { it.passed } }
    act(Intent.ApplySubmit)
    until("the review") { application() as? ApplicationState.InReview }
}

/** The code of what [work] is refused with; anything but the core's own error is a failure. */
inline fun refused(work: () -> Unit): Code = try {
    work()
    throw AssertionError("it was allowed")
} catch (error: CoreException) {
    codeOf(error)
}

/** SHA-256 in hexadecimal, as the core writes it. */
fun sha256(bytes: ByteArray): String = HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes))

/** Waits for the license to be on the phone. */
suspend fun Wallet.receive(): LicensePart {
    until("the license") {
        sync(10_000u)
        license() as? LicenseState.Shown
    }
    return (license() as LicenseState.Shown).page
}

/** Follows the wallet's watch until [ask] has an answer; a minute without one is a failure. */
suspend fun <T : Any> Wallet.until(what: String, ask: suspend () -> T?): T = watch().use { watch ->
    try {
        withTimeout(60_000) {
            while (true) {
                ask()?.takeIf { it != false }?.let { return@withTimeout it }
                checkNotNull(watch.next()) { "the wallet ended" }
            }
            @Suppress("UNREACHABLE_CODE") error("unreachable")
        }
    } catch (late: kotlinx.coroutines.TimeoutCancellationException) {
        throw AssertionError("no $what; gate ${gate()}, application ${runCatching { application() }.getOrNull()}", late)
    }
}
