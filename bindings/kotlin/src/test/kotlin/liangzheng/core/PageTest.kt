package liangzheng.core

import java.io.File
import kotlin.io.path.createTempDirectory
import kotlinx.coroutines.runBlocking
import org.junit.After
import org.junit.Assert.assertEquals
import org.junit.Assert.assertTrue
import org.junit.Test

/** Pages through the bindings are the pages of the core: same size, same words, same order. */
class PageTest {
    private val folder: File = createTempDirectory("liangzheng-page").toFile()

    @After
    fun sweep() {
        folder.deleteRecursively()
    }

    // R04 R05
    @Test
    fun `the sample's pages have the sizes and the words that the renderer's own test names`() = runBlocking {
        val table = File(Town.repository, "core/render/tests/data/sample-pages.tsv").readLines()
            .filterNot { it.startsWith("#") }.map { it.split('\t') }
        assertTrue("a table of pages", table.size >= 10)
        Wallet.open(lonePhone(folder), null, MapSecrets()).use { wallet ->
            for ((side, print, language, width, height, fingerprint) in table.map(::Row)) {
                val want = want(side, print, language, width.toUInt())
                val name = "$side $print $language"
                val page = wallet.page(want)
                assertEquals(name, width to height, "${page.width}" to "${page.height}")
                assertEquals(name, page.width.toInt() * page.height.toInt() * 4, page.rgba.size)
                assertEquals(name, fingerprint, "%016x".format(fingerprint(page, wallet.pageText(want)).toLong()))
                assertEquals("$name: equal keys, equal pixels", page.key, wallet.page(want).key)
            }
            wallet.end()
        }
    }

    @Test
    fun `a page that cannot be drawn is a typed error`() = runBlocking {
        Wallet.open(lonePhone(folder), null, MapSecrets()).use { wallet ->
            for (width in listOf(0u, 239u, 2_401u, 100_000u, UInt.MAX_VALUE)) {
                val want = want("main", "normal", "en", width)
                assertEquals("$width", Code.PAGE_SIZE_WRONG, refused { wallet.page(want) })
                assertEquals("$width", Code.PAGE_SIZE_WRONG, refused { wallet.pageText(want) })
            }
            assertEquals("no such page", Code.NO_SUCH_THING, refused { wallet.clockTile("nothing") })
            wallet.end()
        }
    }

    // R02
    @Test
    fun `the clock ticks on its own small picture inside the page`() = runBlocking {
        Wallet.open(lonePhone(folder), null, MapSecrets()).use { wallet ->
            val page = wallet.page(want("main", "normal", "en", 720u))
            val tile = wallet.clockTile(page.key)
            assertEquals("it lies where the page says", page.clock, tile.rect)
            assertEquals(tile.rect.width.toInt() * tile.rect.height.toInt() * 4, tile.rgba.size)
            assertTrue("inside the page", tile.rect.x + tile.rect.width <= page.width && tile.rect.y + tile.rect.height <= page.height)
            assertTrue("spoken and due again", tile.spoken.isNotBlank() && tile.nextInMs in 1u..1_000u)
            wallet.end()
        }
    }

    private class Row(private val cells: List<String>) {
        operator fun component1() = cells[0]
        operator fun component2() = cells[1]
        operator fun component3() = cells[2]
        operator fun component4() = cells[3]
        operator fun component5() = cells[4]
        operator fun component6() = cells[5]
    }

    private fun want(side: String, print: String, language: String, width: UInt) = PageWant(
        side = if (side == "second") Side.SECOND_SIDE else Side.MAIN_SIDE,
        width = width,
        theme = PageTheme.LIGHT_THEME,
        print = when {
            side == "check" -> PrintSize.CHECK_VIEW
            print == "large" -> PrintSize.LARGE_PRINT
            else -> PrintSize.NORMAL_PRINT
        },
        language = if (language == "en") Language.EN else Language.ZH_HANS,
    )

    /** The renderer's own number of a page (core/render/src/fingerprint.rs), written again: FNV-1a over size and words. */
    private fun fingerprint(page: PagePixels, texts: List<PageText>): ULong {
        var hash = 0xcbf29ce484222325uL
        fun take(text: String) {
            for (byte in text.toByteArray() + 0) hash = (hash xor byte.toUByte().toULong()) * 0x100000001b3uL
        }
        take("${page.width}x${page.height}")
        for (text in texts.filterNot { it.field == "now" || it.field == "generated" }) {
            listOf(text.field, text.label, text.value, text.spoken, text.language).forEach(::take)
        }
        return hash
    }
}
