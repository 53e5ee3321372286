package dev.sallyport.accounts.password;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** A storm of sign-ins slows sign-ins and nothing else. */
@QuarkusTest
@EnabledOnOs(OS.LINUX)
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class HashingPriorityTest {

    /** Of the fields after the name of a thread (proc_pid_stat(5), 19). */
    private static final int NICE = 16;

    @Inject
    HashingPool pool;

    @Test
    void other_threads_go_before_those_that_hash() throws Exception {
        assertThat(pool.call(HashingPriorityTest::nice)).isEqualTo(nice() + 10);
    }

    private static int nice() throws Exception {
        String stat = Files.readString(Path.of("/proc/thread-self/stat"));
        return Integer.parseInt(stat.substring(stat.lastIndexOf(')') + 2).split(" ")[NICE]);
    }
}
