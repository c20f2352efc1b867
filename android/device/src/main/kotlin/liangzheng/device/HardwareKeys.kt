package liangzheng.device

import android.security.KeyStoreException as PlatformKeyStoreException
import android.security.keystore.KeyGenParameterSpec
import android.security.keystore.KeyInfo
import android.security.keystore.KeyPermanentlyInvalidatedException
import android.security.keystore.KeyProperties
import android.security.keystore.StrongBoxUnavailableException
import android.security.keystore.UserNotAuthenticatedException
import java.security.KeyFactory
import java.security.KeyPairGenerator
import java.security.KeyStore
import java.security.PrivateKey
import java.security.Signature
import java.security.interfaces.ECPublicKey
import java.security.spec.ECGenParameterSpec
import liangzheng.core.HardwareKey
import liangzheng.core.HolderKey
import liangzheng.core.KeyCurve
import liangzheng.core.KeyLevel
import liangzheng.core.KeyTrouble

/** Keys in the phone's Keystore: StrongBox where there is one, else the trusted environment. Made without per-use questions. */
class HardwareKeys : HolderKey {
    private val store = KeyStore.getInstance(PROVIDER).apply { load(null) }

    override fun find(name: String): HardwareKey? = guarded { if (store.containsAlias(name)) facts(name) else null }

    override fun create(name: String, challenge: ByteArray): HardwareKey = guarded {
        try {
            generate(name, challenge, strongBox = true)
        } catch (_: StrongBoxUnavailableException) {
            generate(name, challenge, strongBox = false)
        }
        facts(name)
    }

    override fun sign(name: String, message: ByteArray): ByteArray = guarded {
        val key = store.getKey(name, null) as? PrivateKey ?: throw KeyTrouble.NotFound()
        Signature.getInstance("SHA256withECDSA").run {
            initSign(key)
            update(message)
            sign()
        }
    }

    override fun remove(name: String) = guarded { store.deleteEntry(name) }

    private fun generate(name: String, challenge: ByteArray, strongBox: Boolean) {
        val spec = KeyGenParameterSpec.Builder(name, KeyProperties.PURPOSE_SIGN)
            .setAlgorithmParameterSpec(ECGenParameterSpec("secp256r1"))
            .setDigests(KeyProperties.DIGEST_SHA256)
            .setAttestationChallenge(challenge)
            .setUnlockedDeviceRequired(true)
            .setIsStrongBoxBacked(strongBox)
            .build()
        KeyPairGenerator.getInstance(KeyProperties.KEY_ALGORITHM_EC, PROVIDER).apply { initialize(spec) }.generateKeyPair()
    }

    private fun facts(name: String): HardwareKey {
        val chain = store.getCertificateChain(name)
        val point = (chain.first().publicKey as ECPublicKey).w
        val key = store.getKey(name, null) as PrivateKey
        val info = KeyFactory.getInstance(key.algorithm, PROVIDER).getKeySpec(key, KeyInfo::class.java)
        val level = when (info.securityLevel) {
            KeyProperties.SECURITY_LEVEL_STRONGBOX -> KeyLevel.SECURE_ELEMENT
            KeyProperties.SECURITY_LEVEL_TRUSTED_ENVIRONMENT -> KeyLevel.TRUSTED
            else -> KeyLevel.SEALED
        }
        val attestation = chain.map { it.encoded }.reduce { all, one -> all + one }
        // A StrongBox takes too long to sign a code every 15 s: it vouches for session keys instead.
        val point64 = fixed(point.affineX) + fixed(point.affineY)
        return HardwareKey(KeyCurve.P256, point64, level, attestation, signsOften = level != KeyLevel.SECURE_ELEMENT)
    }

    /** A coordinate as 32 bytes, whatever its sign byte and leading zeros. */
    private fun fixed(number: java.math.BigInteger): ByteArray {
        val bytes = number.toByteArray().takeLast(32)
        return ByteArray(32 - bytes.size) + bytes
    }

    /** The platform's many exceptions as the few that the core knows. Their texts stay here. */
    private inline fun <T> guarded(work: () -> T): T = try {
        work()
    } catch (known: KeyTrouble) {
        throw known
    } catch (_: KeyPermanentlyInvalidatedException) {
        throw KeyTrouble.Gone()
    } catch (_: UserNotAuthenticatedException) {
        throw KeyTrouble.Locked()
    } catch (_: PlatformKeyStoreException) {
        throw KeyTrouble.NotAvailable()
    } catch (_: java.security.GeneralSecurityException) {
        throw KeyTrouble.NotAvailable()
    }

    private companion object {
        const val PROVIDER = "AndroidKeyStore"
    }
}
