package dev.sallyport.edge.platform;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.testing.LoadTest;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
@LoadTest
class KillsIT {

    private static final int KILLS = 2;

    @Test
    @DisplayName("[RELY-05] kill -9 at a random moment under mixed load: no rule about the rows is broken")
    void kills_break_no_rule() throws Exception {
        ProcessBuilder command = new ProcessBuilder("src/bench/run", "-Xmx256m", "Kills", Integer.toString(KILLS));
        command.environment().put("JAVA_HOME", System.getProperty("java.home"));
        // For the services that it starts
        command.environment().put("JAVA_TOOL_OPTIONS", String.join(" ", ClassArchive.options()));
        Process bench = command.redirectErrorStream(true).start();
        try {
            String output = new String(bench.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(bench.waitFor(10, TimeUnit.SECONDS)).isTrue();
            assertThat(bench.exitValue()).as(output).isZero();
        } finally {
            bench.descendants().forEach(ProcessHandle::destroyForcibly);
            bench.destroyForcibly();
        }
    }
}
