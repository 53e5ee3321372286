package dev.sallyport.edge.platform;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.testing.RecordedLog;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class KeysReadinessTest {

    @Test
    @DisplayName("[LOGS-06] a fault of the check itself is logged with its stack trace, and is no outage")
    void a_fault() {
        KeysReadiness check = new KeysReadiness(null); // its first call fails
        try (RecordedLog log = RecordedLog.open()) {
            check.onStart(null);
            check.look();
            assertThat(log.text()).contains("WARN The keys that rows need cannot be read now", "NullPointerException");
        }
    }
}
