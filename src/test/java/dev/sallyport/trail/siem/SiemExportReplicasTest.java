package dev.sallyport.trail.siem;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.testing.Await;
import dev.sallyport.testing.People;
import dev.sallyport.testing.Rows;
import dev.sallyport.testing.TestClock;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Several replicas and one trail: one of them sends, and holds nothing meanwhile. */
@QuarkusTest
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class SiemExportReplicasTest {

    @TempDir
    static Path folder;

    @Inject
    SiemTrail trail;

    @Inject
    People people;

    @Inject
    Rows rows;

    @Inject
    TestClock clock;

    @BeforeEach
    void start() throws Exception {
        trail.start(folder);
    }

    @AfterEach
    void stop() throws IOException {
        trail.stop();
    }

    @Test
    @DisplayName("[LOGS-14] one replica sends at a time, and another one follows when it is gone")
    void two_replicas() throws Exception {
        people.newcomer();
        trail.server().manner = SyslogServer.Manner.HANGS;
        SiemExport first = trail.replica(trail.syslog(Duration.ofSeconds(3)), true);
        CompletableFuture<Throwable> failure = CompletableFuture.supplyAsync(
                () -> {
                    try {
                        first.sendNext();
                        return new AssertionError("sent");
                    } catch (IOException expected) {
                        return expected;
                    }
                },
                work -> new Thread(work, "first replica").start());
        Await.await(
                "a lease", () -> rows.number("select count(*) from siem_cursor where leased_until is not null") == 1);
        assertThat(trail.replica().sendNext().accepted())
                .as("the other one sends")
                .isZero();
        assertThat(failure.get()).isInstanceOf(IOException.class);
        first.release();
        trail.server().manner = SyslogServer.Manner.READS;
        trail.replica().sendNext();
        assertThat(trail.received()).isEqualTo(trail.ids()).isNotEmpty();
    }

    @Test
    @DisplayName("[LOGS-14] a replica that was slower than its lease hides nothing that another one has not sent")
    void a_lost_lease() throws IOException {
        people.newcomer();
        List<String> ofSlow = trail.ids();
        SiemExport slow = trail.replica(
                new SiemTrail.Working(() -> {
                    clock.advance(SiemExport.LEASE.plusSeconds(1));
                    trail.insert(trail.idNow(0));
                    trail.send();
                    trail.insert(trail.idNow(1));
                }),
                true);
        assertThat(slow.sendNext().accepted()).isEqualTo(ofSlow.size());
        trail.send();
        assertThat(trail.received()).isEqualTo(trail.ids());
    }

    @Test
    @DisplayName("[LOGS-14] no connection to the database is held while a batch is under way")
    void no_connection_is_held() throws IOException {
        people.newcomer();
        trail.replica(
                        new SiemTrail.Working(() -> assertThat(rows.number("select count(*) from pg_stat_activity"
                                        + " where datname = current_database() and state = 'idle in transaction'"
                                        + " and query like '%siem_%'"))
                                .isZero()),
                        true)
                .sendNext();
    }
}
