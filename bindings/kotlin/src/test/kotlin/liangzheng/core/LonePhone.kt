package liangzheng.core

import java.io.File
import java.util.HexFormat
import java.util.concurrent.ConcurrentHashMap

/** The set-up of a phone that no authority answers. */
fun lonePhone(folder: File) = Setup(
    folder = File(folder, "phone").path,
    authority = "http://127.0.0.1:9", // the discard port: nobody answers
    environment = TrustEnvironment.DEVELOPMENT,
    // The public key of RFC 8032, section 7.1, test 1: a key that nobody here signs with.
    trustRoots = listOf(HexFormat.of().parseHex("d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a")),
    tlsRoots = null,
    language = Language.EN,
    bootId = null,
    appVersion = 1u,
    deviceName = "Phone",
    clock = null,
)

/** A key store as Android's would be, with a fault on demand. */
class MapSecrets(var trouble: Exception? = null) : Secrets {
    val entries = ConcurrentHashMap<String, ByteArray>()

    override fun get(name: String) = trouble?.let { throw it } ?: entries[name]

    override fun put(name: String, secret: ByteArray) {
        trouble?.let { throw it }
        entries[name] = secret
    }

    override fun remove(name: String) {
        entries.remove(name)
    }
}
