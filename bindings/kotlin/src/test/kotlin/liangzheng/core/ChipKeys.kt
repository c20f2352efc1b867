package liangzheng.core

import java.math.BigInteger
import java.security.KeyPair
import java.security.KeyPairGenerator
import java.security.Signature
import java.security.interfaces.ECPublicKey
import java.security.spec.ECGenParameterSpec
import java.util.concurrent.ConcurrentHashMap
import java.util.concurrent.CopyOnWriteArrayList

/** P-256 keys as a phone's chip keeps them: made and used by name, never handed out. Misbehaves when told. */
class ChipKeys(private val signsOften: Boolean = true) : HolderKey {
    /** Replaces the signature of a message; the honest one is DER with any S. */
    @Volatile
    var signs: (honest: ByteArray, key: KeyPair) -> ByteArray = { honest, _ -> honest }

    /** Thrown by `create`. */
    @Volatile
    var refusesToMake: Exception? = null

    private val keys = ConcurrentHashMap<String, KeyPair>()

    /** Names of the keys that signed, in order. */
    val used = CopyOnWriteArrayList<String>()

    /** Those of them that are shown, to police or firms: no key of requests. */
    fun signedCodes() = used.filter { it.startsWith("present-") }

    /** Names of the keys that are kept. */
    val names: Set<String> get() = keys.keys.toSet()

    override fun find(name: String): HardwareKey? = keys[name]?.let(::facts)

    override fun create(name: String, challenge: ByteArray): HardwareKey {
        refusesToMake?.let { throw it }
        val maker = KeyPairGenerator.getInstance("EC").apply { initialize(ECGenParameterSpec("secp256r1")) }
        return facts(maker.generateKeyPair().also { keys[name] = it })
    }

    override fun sign(name: String, message: ByteArray): ByteArray {
        val key = keys[name] ?: throw KeyTrouble.NotFound()
        used += name
        return signs(signature(key, message), key)
    }

    override fun remove(name: String) {
        keys.remove(name)
    }

    private fun facts(key: KeyPair): HardwareKey {
        val point = (key.public as ECPublicKey).w
        return HardwareKey(KeyCurve.P256, fixed(point.affineX) + fixed(point.affineY), KeyLevel.SECURE_ELEMENT, null, signsOften)
    }

    companion object {
        fun signature(key: KeyPair, message: ByteArray): ByteArray = Signature.getInstance("SHA256withECDSA").run {
            initSign(key.private)
            update(message)
            sign()
        }

        /** A number as 32 bytes, whatever its sign byte and leading zeros. */
        fun fixed(number: BigInteger): ByteArray {
            val bytes = number.toByteArray().takeLast(32)
            return ByteArray(32 - bytes.size) + bytes
        }
    }
}
