package liangzheng.device

import android.graphics.Bitmap
import android.hardware.biometrics.BiometricManager.Authenticators
import android.hardware.biometrics.BiometricPrompt
import android.os.Bundle
import android.os.CancellationSignal
import android.view.WindowManager
import androidx.activity.ComponentActivity
import androidx.activity.compose.setContent
import androidx.compose.runtime.getValue
import androidx.compose.runtime.mutableStateOf
import androidx.compose.runtime.setValue
import androidx.compose.ui.graphics.ImageBitmap
import kotlin.coroutines.resume
import kotlinx.coroutines.suspendCancellableCoroutine
import liangzheng.core.Event
import liangzheng.core.Language
import liangzheng.core.Wallet
import liangzheng.ui.LicenseRoute
import liangzheng.ui.LiangzhengTheme
import liangzheng.ui.Phone

/** Shows the license. Never over the lock screen, never in screenshots or in the list of recent apps. */
abstract class LicenseActivity : ComponentActivity(), Phone {
    /** The one wallet of the app. */
    protected abstract val wallet: Wallet

    /** A bitmap as an image of Compose: `bitmap(width, height, rgba).asImageBitmap()`, which exists on Android alone. */
    protected abstract fun image(bitmap: Bitmap): ImageBitmap

    private var inFront by mutableStateOf(false)

    /** The language of the phone, if the core speaks it; English for everybody else. */
    private val language: Language
        get() = if (resources.configuration.locales[0].language == "zh") Language.ZH_HANS else Language.EN

    override fun onCreate(savedInstanceState: Bundle?) {
        super.onCreate(savedInstanceState)
        window.addFlags(WindowManager.LayoutParams.FLAG_SECURE)
        setContent { LiangzhengTheme { LicenseRoute(wallet, this, language, inFront = inFront) } }
    }

    override fun onResume() {
        super.onResume()
        wallet.tell(Event.Foreground)
        inFront = true
    }

    override fun onPause() {
        inFront = false
        wallet.tell(Event.Background)
        super.onPause()
    }

    override fun picture(width: Int, height: Int, rgba: ByteArray): ImageBitmap = image(bitmap(width, height, rgba))

    /** An officer's camera wants light, and time. Both are given back with the code. */
    override fun codeIsShown(shown: Boolean) {
        val full = WindowManager.LayoutParams.BRIGHTNESS_OVERRIDE_FULL
        val usual = WindowManager.LayoutParams.BRIGHTNESS_OVERRIDE_NONE
        window.attributes = window.attributes.apply { screenBrightness = if (shown) full else usual }
        if (shown) {
            window.addFlags(WindowManager.LayoutParams.FLAG_KEEP_SCREEN_ON)
        } else {
            window.clearFlags(WindowManager.LayoutParams.FLAG_KEEP_SCREEN_ON)
        }
    }

    /** The device's own unlock: fingerprint, face or code. */
    override suspend fun unlock(): Boolean = suspendCancellableCoroutine { asking ->
        val cancel = CancellationSignal()
        asking.invokeOnCancellation { cancel.cancel() }
        val answer = object : BiometricPrompt.AuthenticationCallback() {
            override fun onAuthenticationSucceeded(result: BiometricPrompt.AuthenticationResult) = asking.resume(true)
            override fun onAuthenticationError(code: Int, text: CharSequence) = asking.resume(false)
        }
        BiometricPrompt.Builder(this)
            .setTitle(getText(applicationInfo.labelRes))
            .setAllowedAuthenticators(Authenticators.BIOMETRIC_STRONG or Authenticators.DEVICE_CREDENTIAL)
            .build()
            .authenticate(cancel, mainExecutor, answer)
    }
}
