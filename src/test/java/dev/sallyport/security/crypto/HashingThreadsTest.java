package dev.sallyport.security.crypto;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HashingThreadsTest {

    private static final long MIB = 1L << 20;

    @ParameterizedTest(name = "{0} cores, {1} MiB of which {2} are for the heap: {3}")
    @CsvSource({
        "2, 768, 192, 2",
        "8, 768, 192, 8",
        "32, 768, 192, 18",
        "8, 512, 128, 8",
        "8, 384, 96, 3",
        "8, 256, 128, 1",
        "1, 24000, 6000, 1",
        "64, 24000, 6000, 64"
    })
    void as_many_as_there_is_memory_for(int cores, long memory, long heap, int threads) {
        assertThat(HashingThreads.of(cores, memory * MIB, heap * MIB)).isEqualTo(threads);
    }
}
