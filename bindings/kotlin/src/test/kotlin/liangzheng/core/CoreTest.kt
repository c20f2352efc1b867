package liangzheng.core

import org.junit.Assert.assertTrue
import org.junit.Test

class CoreTest {
    @Test
    fun `the core tells its version`() {
        assertTrue(version().matches(Regex("""\d+\.\d+\.\d+""")))
    }
}
