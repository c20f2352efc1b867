package liangzheng.device

import android.graphics.Bitmap
import android.hardware.biometrics.BiometricManager.Authenticators
import android.hardware.biometrics.BiometricPrompt
import android.os.Bundle
import android.os.CancellationSignal
import android.view.WindowManager
import androidx.activity.ComponentActivity
import androidx.activity.compose.setContent
import androidx.compose.ui.graphics.ImageBitmap
import kotlin.coroutines.resume
import kotlinx.coroutines.suspendCancellableCoroutine
import liangzheng.core.Event
import liangzheng.core.Wallet
import liangzheng.ui.LiangzhengTheme
import liangzheng.ui.LicenseRoute

/** Shows the license. Never over the lock screen, never in screenshots or in the list of recent apps. */
abstract class LicenseActivity : ComponentActivity() {
    /** The one wallet of the app. */
    protected abstract val wallet: Wallet

    /** A bitmap as an image of Compose: `bitmap(width, height, rgba).asImageBitmap()`, which exists on Android alone. */
    protected abstract fun image(bitmap: Bitmap): ImageBitmap

    override fun onCreate(savedInstanceState: Bundle?) {
        super.onCreate(savedInstanceState)
        window.addFlags(WindowManager.LayoutParams.FLAG_SECURE)
        setContent { LiangzhengTheme { LicenseRoute(wallet, { width, height, rgba -> image(bitmap(width, height, rgba)) }, unlock = ::unlock) } }
    }

    override fun onResume() {
        super.onResume()
        wallet.tell(Event.Foreground)
        window.attributes = window.attributes.apply { screenBrightness = WindowManager.LayoutParams.BRIGHTNESS_OVERRIDE_FULL }
    }

    override fun onPause() {
        wallet.tell(Event.Background)
        super.onPause()
    }

    /** The device's own unlock: fingerprint, face or code. */
    private suspend fun unlock(): Boolean = suspendCancellableCoroutine { asking ->
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
