package dev.sallyport.trail.siem;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.security.audit.AuditConfig;
import dev.sallyport.testing.People;
import dev.sallyport.testing.RecordedLog;
import dev.sallyport.testing.TestClock;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The way to one receiver: what the log and the metrics say of it. */
@QuarkusTest
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class SiemWorkerTest {

    @TempDir
    static Path folder;

    @Inject
    SiemTrail trail;

    @Inject
    People people;

    @Inject
    AuditConfig audit;

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
    @DisplayName("[LOGS-14] a worker logs an outage once, waits longer each time, and counts")
    void a_lane() throws IOException {
        people.newcomer();
        SimpleMeterRegistry meters = new SimpleMeterRegistry();
        SiemWorker worker = new SiemWorker("syslog", Optional.of(trail.replica()), meters, clock);
        int port = trail.server().port();
        trail.server().close();
        try (RecordedLog log = RecordedLog.open()) {
            run(worker);
            assertThat(worker.begin()).as("it waits").isFalse();
            clock.advance(Duration.ofSeconds(1));
            run(worker);
            clock.advance(Duration.ofSeconds(1));
            assertThat(worker.begin()).as("it waits for double the time").isFalse();
            clock.advance(Duration.ofMinutes(15));
            worker.look();
            assertThat(meters.get("sallyport.siem.lag").gauge().value()).isGreaterThanOrEqualTo(900);
            assertThat(meters.get("sallyport.siem.waiting").gauge().value())
                    .isEqualTo(trail.ids().size());
            trail.restartServer(port);
            run(worker);
            worker.look();
            assertThat(meters.get("sallyport.siem.lag").gauge().value()).isZero();
            assertThat(log.text().lines().filter(line -> line.contains("The trail")))
                    .satisfiesExactly(
                            line -> assertThat(line).startsWith("WARN The trail waits for syslog: ConnectException"),
                            line -> assertThat(line).startsWith("INFO The trail is sent again to syslog"));
        }
        assertThat(meters.get("sallyport.siem.failures").counter().count()).isEqualTo(2);
        assertThat(meters.get("sallyport.siem.events")
                        .tag("outcome", "accepted")
                        .counter()
                        .count())
                .isEqualTo(trail.ids().size());
        assertThat(trail.received()).isEqualTo(trail.ids());
    }

    private static void run(SiemWorker worker) {
        assertThat(worker.begin()).isTrue();
        assertThat(worker.begin()).as("one run at a time").isFalse();
        worker.run();
    }

    @Test
    @DisplayName("[LOGS-14] a receiver that was away for longer than events are kept is named in log and metrics")
    void a_gap() {
        trail.insert(trail.idNow(0));
        SimpleMeterRegistry meters = new SimpleMeterRegistry();
        try (RecordedLog log = RecordedLog.open()) {
            Clock later = Clock.offset(clock, audit.lifetime().plusDays(1));
            run(new SiemWorker("syslog", Optional.of(trail.replica(later)), meters, later));
            assertThat(log.text()).contains("were not sent to syslog in time");
        }
        assertThat(meters.get("sallyport.siem.gaps").counter().count()).isOne();
        assertThat(trail.received()).hasSize(1);
    }

    @Test
    @DisplayName("[LOGS-16] a collector of logs has a place of its own, and what it refuses for ever is counted")
    void logs() throws Exception {
        try (LogsCollector collector = new LogsCollector()) {
            SiemExport export = trail.replica(LogsReceiverTest.receiver(collector), true);
            export.sendNext();
            people.newcomer();
            collector.answer = "{\"partialSuccess\":{\"rejectedLogRecords\":\"1\"}}";
            SimpleMeterRegistry meters = new SimpleMeterRegistry();
            run(new SiemWorker("logs", Optional.of(export), meters, clock));
            assertThat(collector.records())
                    .extracting(log -> LogsCollector.attributes(log).get("log.record.uid"))
                    .containsExactlyElementsOf(trail.ids());
            assertThat(meters.get("sallyport.siem.events")
                            .tag("outcome", "refused")
                            .counter()
                            .count())
                    .isOne();
            assertThat(trail.received()).isEmpty();
        }
    }

    @Test
    @DisplayName(
            "[LOGS-14] a fault of the service is counted, and logged with its trace; the words for an outage suffice")
    void a_fault() {
        trail.insert(trail.idNow(0));
        assertThat(logged(new IllegalStateException("no certificates", new GeneralSecurityException("no such store"))))
                .contains("WARN The trail waits for syslog: IllegalStateException, no certificates")
                .contains("Caused by: java.security.GeneralSecurityException: no such store");
        clock.advance(SiemExport.LEASE.plusSeconds(1));
        assertThat(logged(new IllegalStateException(new SQLException("away", "08006"))))
                .contains("WARN The trail waits for syslog: SQLException, SQL state 08006")
                .doesNotContain("Caused by");
    }

    private String logged(RuntimeException fault) {
        SimpleMeterRegistry meters = new SimpleMeterRegistry();
        Receiver failing = new SiemTrail.Working(() -> {
            throw fault;
        });
        try (RecordedLog log = RecordedLog.open()) {
            run(new SiemWorker("syslog", Optional.of(trail.replica(failing, true)), meters, clock));
            assertThat(meters.get("sallyport.siem.failures").counter().count()).isOne();
            return log.text();
        }
    }
}
