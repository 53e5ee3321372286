package dev.sallyport.edge.platform;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.testing.RecordedLog;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.health.SmallRyeHealthReporter;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import javax.sql.DataSource;
import org.eclipse.microprofile.health.HealthCheckResponse.Status;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.postgresql.ds.PGSimpleDataSource;

@QuarkusTest
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class ClockCheckTest {

    /** Of the machine that the test database runs on too. */
    private static final Clock RIGHT = Clock.systemUTC();

    @Inject
    DataSource database;

    @Inject
    SmallRyeHealthReporter health;

    @ParameterizedTest(name = "[RELY-06] by {0} s: {1}, and {2} lines in the log")
    @CsvSource({
        "0, UP, 0",
        "4, UP, 0",
        "-4, UP, 0",
        "5, UP, 0",
        "6, UP, 1",
        "-6, UP, 1",
        "20, UP, 1",
        "21, DOWN, 1",
        "-21, DOWN, 1"
    })
    void a_clock_that_is_off(long seconds, Status readiness, int lines) {
        ClockCheck check = new ClockCheck(database, RIGHT);
        try (RecordedLog log = RecordedLog.open()) {
            assertThat(check.verify(Duration.ofSeconds(seconds)).getStatus()).isEqualTo(readiness);
            assertThat(log.text().split("(PT[0-9]+S ahead of|PT[0-9]+S behind) the database's", -1))
                    .hasSize(lines + 1);
        }
    }

    @Test
    @DisplayName("[RELY-06] a clock that stays wrong is logged once, and once more when it is right again")
    void only_changes_are_logged() {
        ClockCheck check = new ClockCheck(database, RIGHT);
        try (RecordedLog log = RecordedLog.open()) {
            for (int seconds : new int[] {6, 7, 21, 22, -6, 0, 1}) {
                check.verify(Duration.ofSeconds(seconds));
            }
            assertThat(log.text().lines().filter(line -> line.contains("clock")))
                    .satisfiesExactly(
                            line -> assertThat(line).startsWith("WARN").contains("PT6S"),
                            line -> assertThat(line).startsWith("WARN").contains("PT21S ahead of"),
                            line -> assertThat(line).startsWith("WARN").contains("is PT6S behind"),
                            line -> assertThat(line).startsWith("INFO").contains("again"));
        }
    }

    @Test
    @DisplayName("[RELY-06] the database's time is what the clock is compared with, in both directions")
    void the_database_tells_the_time() {
        Duration hour = Duration.ofHours(1);
        assertThat(new ClockCheck(database, RIGHT).call().getStatus()).isEqualTo(Status.UP);
        assertThat(new ClockCheck(database, Clock.offset(RIGHT, hour)).call().getStatus())
                .isEqualTo(Status.DOWN);
        assertThat(new ClockCheck(database, Clock.offset(RIGHT, hour.negated()))
                        .call()
                        .getStatus())
                .isEqualTo(Status.DOWN);
    }

    @Test
    @DisplayName("[RELY-06] it is part of readiness, and says nothing where there is no database to compare with")
    void without_a_database() {
        PGSimpleDataSource nowhere = new PGSimpleDataSource();
        nowhere.setPortNumbers(new int[] {1});
        assertThat(new ClockCheck(nowhere, RIGHT).call().getStatus()).isEqualTo(Status.UP);
        assertThat(health.getReadiness().getPayload().toString()).contains("\"name\":\"Clock\"");
    }
}
