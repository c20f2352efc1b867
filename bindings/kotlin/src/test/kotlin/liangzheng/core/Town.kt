package liangzheng.core

import java.io.File
import java.net.URI
import java.net.http.HttpClient
import java.net.http.HttpRequest
import java.net.http.HttpResponse
import java.nio.file.Files
import java.util.Base64
import java.util.concurrent.TimeUnit
import kotlin.io.path.createTempDirectory

/** A real authority process on the loopback address, and a real terminal: the world that a phone lives in. */
class Town(vararg people: String) : AutoCloseable {
    private val folder: File = createTempDirectory("liangzheng-town").toFile()
    private val home = File(folder, "authority")
    private val root: String
    private val server: Process

    /** Where phones reach the authority. */
    val url: String

    init {
        val register = File(folder, "people").apply { mkdirs() }
        val demo = File(repository, "demo")
        people.forEach { File(demo, "people/$it.json").copyTo(File(register, "$it.json")) }
        File(demo, "assets").copyRecursively(File(folder, "assets"))
        val about = run("authority", "init", home.path, "--people", register.path).also { it.expect(0) }
        root = about.field("root")
        server = start("authority", "serve", home.path)
        url = Regex(""""listening":"([^"]+)"""").find(server.inputStream.bufferedReader().readLine())!!.groupValues[1]
        terminal("init", "--authority", url, "--root", root, "--development").expect(0)
        val key = terminal("key").also { it.expect(0) }.out.trim()
        post("/v1/register/terminals", """{"key":"$key","name":"test","audience":"police"}""", token("register"))
        terminal("update").expect(0)
    }

    /** The setup of a new phone in this town; its folder is empty unless [phone] was used before. */
    fun setup(phone: String) = Setup(
        folder = File(folder, phone).path,
        authority = url,
        environment = TrustEnvironment.DEVELOPMENT,
        // A COSE key ends with the 32 bytes of the public key itself.
        trustRoots = listOf(Base64.getUrlDecoder().decode(root).takeLast(32).toByteArray()),
        tlsRoots = null,
        language = Language.EN,
        bootId = "boot-1",
        appVersion = 1u,
        deviceName = phone,
        clock = null,
    )

    /** The one-time code of the newest message. The outbox stands in for a text message. */
    fun oneTimeCode(): String = eventually("a one-time code") {
        File(home, "outbox").listFiles { file -> file.extension == "json" }.orEmpty().sortedBy { it.lastModified() }
            .map { it.readText() }.lastOrNull { "login-code" in it }
            ?.let { Regex("""\b\d{6}\b""").find(it)?.value }
    }

    /** An officer claims the application that is due first and approves it. */
    fun approveNext() = approve(claimNext())

    /** An officer claims the application that is due first; its name. */
    fun claimNext(): String {
        val task = post("/v1/review/claim", """{"officer":"tester"}""", token("review"))
        return Regex(""""id":"([^"]+)"""").find(task)!!.groupValues[1]
    }

    fun approve(task: String) {
        post("/v1/review/$task/approve", """{"officer":"tester"}""", token("review"))
    }

    /** The photo as the authority keeps it for the reviewer. */
    fun photo(task: String): ByteArray {
        val request = HttpRequest.newBuilder(URI("$url/v1/review/$task/photo"))
            .header("authorization", "Bearer ${token("review")}").build()
        val answer = HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofByteArray())
        check(answer.statusCode() == 200) { "photo: ${answer.statusCode()}" }
        return answer.body()
    }

    /** The command line of the roadside terminal. */
    fun terminal(vararg arguments: String) =
        run("terminal", "--store", File(folder, "terminal").path, "--lang", "en", *arguments)

    /** Sets up the terminal of a rental firm, with the key that the authority certifies as its own. */
    fun openRental() {
        val key = File(home, "keys/asker-rental.key").path
        val names = arrayOf("--name", "云帆租车", "--name-en", "Yunfan Car Rental")
        rental("init", "--authority", url, "--root", root, "--development", "--audience", RENTAL, *names, "--key", key).expect(0)
        val public = rental("key").also { it.expect(0) }.out.trim()
        post("/v1/register/terminals", """{"key":"$public","name":"云帆租车","audience":"$RENTAL"}""", token("register"))
        rental("update").expect(0)
    }

    /** The command line of the rental firm's terminal. */
    fun rental(vararg arguments: String) = run("terminal", "--store", File(folder, "rental").path, "--lang", "en", *arguments)

    /** A place for a picture. */
    fun file(name: String) = File(folder, name)

    /** Ends the authority for good: from now on the town has no network. */
    fun stopAuthority() {
        server.destroy()
        check(server.waitFor(10, TimeUnit.SECONDS)) { "the authority does not end" }
    }

    override fun close() {
        server.destroyForcibly()
        folder.deleteRecursively()
    }

    private fun token(side: String) =
        Regex(""""$side"\s*:\s*"([^"]+)"""").find(File(home, "tokens.json").readText())!!.groupValues[1]

    private fun post(path: String, json: String, bearer: String): String {
        val request = HttpRequest.newBuilder(URI(url + path)).header("content-type", "application/json")
            .header("authorization", "Bearer $bearer").POST(HttpRequest.BodyPublishers.ofString(json)).build()
        val answer = HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString())
        check(answer.statusCode() in 200..299) { "$path: ${answer.statusCode()} ${answer.body()}" }
        return answer.body()
    }

    /** What a program printed, and how it ended. */
    data class Ran(val status: Int, val out: String, val err: String) {
        fun expect(wanted: Int) = check(status == wanted) { "ended with $status: $out $err" }

        fun field(name: String) = Regex(""""$name":"([^"]+)"""").find(out)!!.groupValues[1]
    }

    companion object {
        private const val RENTAL = "rental:lz:r1"
        private val programs = File(System.getProperty("core.programs"))

        /** The checkout that this test belongs to. */
        val repository: File = generateSequence(File("").absoluteFile) { it.parentFile }.first { File(it, "Cargo.lock").exists() }

        private fun start(program: String, vararg arguments: String): Process =
            ProcessBuilder(File(programs, program).path, *arguments).redirectError(ProcessBuilder.Redirect.DISCARD).start()

        private fun run(program: String, vararg arguments: String): Ran {
            val errors = Files.createTempFile("stderr", ".txt").toFile()
            val process = ProcessBuilder(File(programs, program).path, *arguments).redirectError(errors).start()
            val out = process.inputStream.bufferedReader().readText()
            check(process.waitFor(60, TimeUnit.SECONDS)) { "$program does not end" }
            return Ran(process.exitValue(), out, errors.readText().also { errors.delete() })
        }

        /** Tries until there is an answer; a minute without one is a failure. */
        fun <T : Any> eventually(what: String, ask: () -> T?): T {
            repeat(600) {
                ask()?.let { return it }
                Thread.sleep(100)
            }
            error("no $what")
        }
    }
}
