package liangzheng.core

import java.io.File
import kotlin.io.path.createTempDirectory
import kotlinx.coroutines.runBlocking
import org.junit.After
import org.junit.Assert.assertEquals
import org.junit.Assert.assertNull
import org.junit.Assert.assertThrows
import org.junit.Assert.assertTrue
import org.junit.Test

/** What the bindings promise, whatever the wallet does. No authority is running here. */
class FacadeTest {
    private val folder: File = createTempDirectory("liangzheng-facade").toFile()

    @After
    fun sweep() {
        folder.deleteRecursively()
    }

    private fun setup() = lonePhone(folder)

    @Test
    fun `every code is explained in both languages`() {
        for (code in Code.entries) for (language in Language.entries) {
            val problem = problemOf(code, language)
            assertEquals(code, problem.code)
            assertTrue("$code in $language", listOf(problem.title, problem.body, problem.next).none { it.isBlank() })
        }
    }

    @Test
    fun `an error brings its code and no text`() {
        val error = CoreException.NotNow(Code.UNLOCK_FIRST)
        assertEquals(Code.UNLOCK_FIRST, codeOf(error))
        assertEquals("code=UNLOCK_FIRST", error.message)
    }

    @Test
    fun `a first start keeps its secrets in the key store that the app brings`() = runBlocking {
        val secrets = MapSecrets()
        Wallet.open(setup(), null, secrets).use { wallet ->
            assertTrue("${wallet.gate()}", wallet.gate() is Gate.FirstStart || wallet.gate() is Gate.SignIn)
            assertTrue("nothing was kept", secrets.entries.isNotEmpty())
            assertTrue("too long for a key store", secrets.entries.values.all { it.size <= 64 })
            wallet.end()
        }
    }

    // R64
    @Test
    fun `a folder is open once, and free again after the wallet's end`() = runBlocking {
        val secrets = MapSecrets()
        val first = Wallet.open(setup(), null, secrets)
        val second = assertThrows(CoreException::class.java) { runBlocking { Wallet.open(setup(), null, secrets) } }
        assertEquals(Code.VAULT_IN_USE, codeOf(second))
        first.end()
        first.close()
        Wallet.open(setup(), null, secrets).use { it.end() }
    }

    @Test
    fun `what a foreign exception says never comes back`() = runBlocking {
        val secrets = MapSecrets(IllegalStateException("110101199003070000"))
        val outcome = runCatching { Wallet.open(setup(), null, secrets).use { "${it.gate()} ${it.diagnostics()}" } }
        assertTrue("$outcome", "1101" !in "${outcome.getOrNull()} ${outcome.exceptionOrNull()?.stackTraceToString()}")
    }

    @Test
    fun `a trust root that is no key is told as a wrong set-up`() {
        val weak = setup().copy(trustRoots = listOf(ByteArray(32).also { it[0] = 1 }))
        val refused = assertThrows(CoreException::class.java) { runBlocking { Wallet.open(weak, null, MapSecrets()) } }
        assertEquals(Code.SETUP_WRONG, codeOf(refused))
    }

    @Test
    fun `a watch tells every page at once, and stops when told`() = runBlocking {
        Wallet.open(setup(), null, MapSecrets()).use { wallet ->
            val watch = wallet.watch()
            assertEquals(PageName.entries.toSet(), watch.next()!!.pages.toSet())
            watch.stop()
            assertNull(watch.next())
            wallet.end()
        }
    }

    @Test
    fun `no network is a code with a next step, not a crash`() = runBlocking {
        Wallet.open(setup(), null, MapSecrets()).use { wallet ->
            val act = runCatching { wallet.act(Intent.SignInAskCode(IdKind.CITIZEN, "190101199511300105")) }
            val trouble = (wallet.gate() as? Gate.SignIn)?.trouble ?: (act.exceptionOrNull() as? CoreException)?.let(::codeOf)
            assertEquals(Code.NO_NETWORK, trouble)
            assertEquals(NextStep.TRY_AGAIN, wallet.problem(trouble!!).step)
            wallet.end()
        }
    }

    @Test
    fun `a camera needs an application that waits for a picture`() = runBlocking {
        Wallet.open(setup(), null, MapSecrets()).use { wallet ->
            assertThrows(CoreException::class.java) { wallet.camera(CameraUse.REAR_LENS) }
            wallet.end()
        }
    }
}
