package dev.sallyport.trail.siem;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sallyport.security.audit.EventIds;
import dev.sallyport.testing.People;
import dev.sallyport.testing.Person;
import dev.sallyport.testing.Rows;
import dev.sallyport.testing.TestClock;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The trail out of the database, to a receiver of syslog: nothing is lost, whatever breaks. */
@QuarkusTest
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class SiemExportTest {

    /** More than one record of TLS. */
    private static final int BACKLOG = 90;

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
    @DisplayName("[LOGS-14] each event is sent once it is committed, in the order of the trail, and once")
    void in_order() throws IOException {
        Person ada = people.newcomer();
        SiemExport replica = trail.replica();
        SiemExport.Sent sent = replica.sendNext();
        assertThat(sent.accepted()).isEqualTo(trail.ids().size()).isPositive();
        assertThat(trail.received()).isEqualTo(trail.ids());
        assertThat(trail.server().texts().toString()).contains(ada.userId).doesNotContain(ada.email);
        assertThat(replica.sendNext().accepted()).isZero();
        people.newcomer();
        replica.sendNext();
        assertThat(trail.received()).isEqualTo(trail.ids());
    }

    @Test
    @DisplayName(
            "[LOGS-14] an outage loses nothing, and a replica that starts again continues in the middle of a batch")
    void an_outage_loses_nothing() throws IOException {
        people.newcomer();
        for (int number = 0; number < BACKLOG; number++) {
            trail.insert(trail.idNow(number));
        }
        trail.server().manner = SyslogServer.Manner.BREAKS;
        assertThatThrownBy(() -> trail.replica().sendNext()).isInstanceOf(IOException.class);
        people.newcomer();
        int port = trail.server().port();
        trail.server().close();
        clock.advance(SiemExport.LEASE.plusSeconds(1));
        assertThatThrownBy(() -> trail.replica().sendNext()).isInstanceOf(IOException.class);
        trail.restartServer(port);
        clock.advance(SiemExport.LEASE.plusSeconds(1));
        trail.replica().sendNext();
        assertThat(trail.received()).isEqualTo(trail.ids()).hasSizeGreaterThan(BACKLOG);
    }

    @Test
    @DisplayName("[LOGS-14] an event that is committed behind others follows them, and is not skipped")
    void a_late_commit() throws IOException {
        UUID late = trail.idNow(0);
        UUID next = trail.idNow(1);
        rows.whileExecuted(trail.inserting(late), () -> {
            trail.insert(next);
            trail.send();
            assertThat(trail.received()).containsExactly(next.toString());
            clock.advance(Duration.ofMinutes(9));
            trail.insert(trail.idNow(2));
            trail.send();
            assertThat(trail.received()).hasSize(2);
        });
        trail.send();
        assertThat(trail.received()).hasSize(3).endsWith(late.toString());
        assertThat(trail.ahead()).isEqualTo(3);
    }

    @Test
    @DisplayName("[LOGS-14] what is kept of events that were sent ends once no transaction can add one behind them")
    void the_place_is_bounded() {
        trail.insert(trail.idNow(0));
        trail.send();
        assertThat(trail.ahead()).isOne();
        clock.advance(EventIds.SETTLED.plusSeconds(1));
        trail.insert(trail.idNow(0));
        trail.send();
        assertThat(trail.ahead()).isOne();
        clock.advance(Duration.ofHours(1));
        trail.send();
        assertThat(trail.ahead()).isZero();
        assertThat(trail.received()).isEqualTo(trail.ids());
    }

    @Test
    @DisplayName("[LOGS-14] a long backlog is sent in batches, from its beginning")
    void batches() throws IOException {
        int backlog = SiemExport.BATCH * 2 + 1;
        for (int number = 0; number < backlog; number++) {
            clock.advance(Duration.ofMillis(1));
            trail.insert(trail.idNow(0));
        }
        clock.advance(Duration.ofHours(1));
        SiemExport replica = trail.replica();
        assertThat(replica.backlog(1000))
                .isEqualTo(new SiemExport.Backlog(backlog, Duration.ofHours(1).plusMillis(backlog - 1)));
        assertThat(replica.sendNext().isMore()).isTrue();
        assertThat(trail.ahead()).as("a backlog needs no list").isZero();
        assertThat(replica.sendNext().isMore()).isTrue();
        assertThat(replica.sendNext()).isEqualTo(new SiemExport.Sent(1, 0, Optional.empty(), false));
        assertThat(trail.received()).isEqualTo(trail.ids()).hasSize(backlog);
        assertThat(replica.backlog(1000)).isEqualTo(new SiemExport.Backlog(0, Duration.ZERO));
    }

    @Test
    @DisplayName("[LOGS-01] [LOGS-14] the words of people and, where an operator says so, addresses stay in the trail")
    void what_stays() throws IOException {
        rows.change(
                "insert into audit_event (id, at, user_id, type, outcome, actor_kind, ip, user_agent, details) values"
                        + " (?::uuid, ?::timestamptz, gen_random_uuid(), 'two_factor_reset', 'success', 'operator',"
                        + " '192.0.2.7', 'Quillfox',"
                        + " '{\"reason\": \"her phone drowned\", \"identityCheck\": \"saw Ada\", \"reset\": \"r1\"}')",
                trail.idNow(0).toString(),
                clock.instant().toString());
        trail.replica(trail.syslog(Duration.ofSeconds(20)), false).sendNext();
        assertThat(trail.server().texts().toString())
                .contains("reset=\"r1\"")
                .doesNotContain("drowned", "saw Ada", "192.0.2.7", "Quillfox");
        trail.beginAfter(trail.idNow(-5));
        trail.replica().sendNext();
        assertThat(trail.server().texts().toString())
                .contains("192.0.2.7", "Quillfox")
                .doesNotContain("drowned");
    }
}
