package dev.sallyport.trail.push;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sallyport.base.ids.TimeOrdered;
import dev.sallyport.security.audit.AuditConfig;
import dev.sallyport.testing.Certificates;
import dev.sallyport.testing.People;
import dev.sallyport.testing.Person;
import dev.sallyport.testing.RecordedLog;
import dev.sallyport.testing.Rows;
import dev.sallyport.testing.TestClock;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The trail out of the database, to a receiver of syslog: nothing is lost, whatever breaks. */
@QuarkusTest
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class TrailPushTest {

    /** More than one record of TLS. */
    private static final int BACKLOG = 90;

    @TempDir
    static Path folder;

    private static SSLContext siem;
    private static SSLContext trusting;

    @Inject
    PushRepository pushed;

    @Inject
    AuditConfig audit;

    @Inject
    People people;

    @Inject
    Rows rows;

    @Inject
    TestClock clock;

    private SyslogServer server;
    private String began;

    @BeforeAll
    static void certificates() throws Exception {
        Certificates certificates = new Certificates(folder);
        siem = certificates.server("siem", "dns:localhost");
        trusting = SyslogReceiverTest.trusting(certificates.trust("siem"));
    }

    @BeforeEach
    void start() throws IOException {
        rows.change("delete from push_cursor");
        clock.advance(Duration.ofSeconds(1));
        server = new SyslogServer(siem);
        replica().sendNext();
        began = rows.text("select settled_id from push_cursor where receiver = 'syslog'");
    }

    @AfterEach
    void stop() throws IOException {
        server.close();
        rows.change("delete from push_cursor");
    }

    private Receiver syslog(Duration timeout) {
        return new SyslogReceiver(
                new SyslogReceiver.Address("localhost", server.port()),
                () -> trusting,
                new SyslogMessages("auth.example.org", 13, 32473),
                timeout,
                true);
    }

    private TrailPush replica() {
        return replica(syslog(Duration.ofSeconds(20)), true);
    }

    private TrailPush replica(Receiver receiver, boolean withAddresses) {
        return new TrailPush(receiver, pushed, () -> withAddresses, audit, clock);
    }

    private List<String> trail() {
        return Stream.of(rows.text(
                                "select coalesce(string_agg(id::text, ' ' order by id), '') from audit_event"
                                        + " where id > ?::uuid",
                                began)
                        .split(" "))
                .filter(id -> !id.isEmpty())
                .toList();
    }

    private int ahead() {
        return rows.number("select count(*) from push_ahead");
    }

    private void insert(UUID id) {
        rows.change(inserting(id));
    }

    private String inserting(UUID id) {
        return "insert into audit_event (id, at, type, outcome, actor_kind) values ('" + id + "', '" + clock.instant()
                + "', 'user_updated', 'success', 'nobody')";
    }

    private UUID idNow(int number) {
        return new UUID(TimeOrdered.lowestAt(clock.instant()).getMostSignificantBits(), -100 + number);
    }

    @Test
    @DisplayName("[LOGS-14] each event is sent once it is committed, in the order of the trail, and once")
    void in_order() throws IOException {
        Person ada = people.newcomer();
        TrailPush replica = replica();
        TrailPush.Sent sent = replica.sendNext();
        assertThat(sent.taken()).isEqualTo(trail().size()).isPositive();
        assertThat(server.ids()).isEqualTo(trail());
        assertThat(server.texts().toString()).contains(ada.userId).doesNotContain(ada.email);
        assertThat(replica.sendNext().taken()).isZero();
        people.newcomer();
        replica.sendNext();
        assertThat(server.ids()).isEqualTo(trail());
    }

    @Test
    @DisplayName("[LOGS-14] an outage loses nothing, and a replica that starts anew continues in the middle of a batch")
    void an_outage_loses_nothing() throws IOException {
        people.newcomer();
        for (int number = 0; number < BACKLOG; number++) {
            insert(idNow(number));
        }
        server.manner = SyslogServer.Manner.BREAKS;
        assertThatThrownBy(() -> replica().sendNext()).isInstanceOf(IOException.class);
        people.newcomer();
        int port = server.port();
        server.close();
        clock.advance(TrailPush.LEASE.plusSeconds(1));
        assertThatThrownBy(() -> replica().sendNext()).isInstanceOf(IOException.class);
        server = new SyslogServer(siem, port);
        clock.advance(TrailPush.LEASE.plusSeconds(1));
        replica().sendNext();
        assertThat(server.ids()).isEqualTo(trail()).hasSizeGreaterThan(BACKLOG);
    }

    @Test
    @DisplayName("[LOGS-14] an event that is committed behind others follows them, and is not skipped")
    void a_late_commit() throws IOException {
        UUID late = idNow(0);
        UUID next = idNow(1);
        rows.whileExecuted(inserting(late), () -> {
            insert(next);
            send();
            assertThat(ids()).containsExactly(next.toString());
            clock.advance(Duration.ofMinutes(9));
            insert(idNow(2));
            send();
            assertThat(ids()).hasSize(2);
        });
        send();
        assertThat(ids()).hasSize(3).endsWith(late.toString());
        assertThat(ahead()).isEqualTo(3);
    }

    private void send() {
        try {
            replica().sendNext();
            rows.change("update push_cursor set leased_until = null");
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private List<String> ids() {
        try {
            return server.ids();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    @DisplayName("[LOGS-14] what is kept of events that were sent ends once no transaction can add one behind them")
    void the_place_is_bounded() {
        insert(idNow(0));
        send();
        assertThat(ahead()).isOne();
        clock.advance(TrailPush.SETTLED.plusSeconds(1));
        insert(idNow(0));
        send();
        assertThat(ahead()).isOne();
        clock.advance(Duration.ofHours(1));
        send();
        assertThat(ahead()).isZero();
        assertThat(ids()).isEqualTo(trail());
    }

    @Test
    @DisplayName("[LOGS-14] a long backlog is sent in batches, from its beginning")
    void batches() throws IOException {
        int backlog = TrailPush.BATCH * 2 + 1;
        for (int number = 0; number < backlog; number++) {
            clock.advance(Duration.ofMillis(1));
            insert(idNow(0));
        }
        clock.advance(Duration.ofHours(1));
        TrailPush replica = replica();
        assertThat(replica.backlog(1000))
                .isEqualTo(new TrailPush.Backlog(backlog, Duration.ofHours(1).plusMillis(backlog - 1)));
        assertThat(replica.sendNext().isMore()).isTrue();
        assertThat(ahead()).as("a backlog needs no list").isZero();
        assertThat(replica.sendNext().isMore()).isTrue();
        assertThat(replica.sendNext()).isEqualTo(new TrailPush.Sent(1, 0, Optional.empty(), false));
        assertThat(server.ids()).isEqualTo(trail()).hasSize(backlog);
        assertThat(replica.backlog(1000)).isEqualTo(new TrailPush.Backlog(0, Duration.ZERO));
    }

    @Test
    @DisplayName("[LOGS-14] one replica sends at a time, and another one follows when it is gone")
    void two_replicas() throws Exception {
        people.newcomer();
        server.manner = SyslogServer.Manner.HANGS;
        TrailPush first = replica(syslog(Duration.ofSeconds(3)), true);
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
        SyslogServer.await(
                "a lease", () -> rows.number("select count(*) from push_cursor where leased_until is not null") == 1);
        assertThat(replica().sendNext().taken()).as("the other one sends").isZero();
        assertThat(failure.get()).isInstanceOf(IOException.class);
        first.release();
        server.manner = SyslogServer.Manner.READS;
        replica().sendNext();
        assertThat(server.ids()).isEqualTo(trail()).isNotEmpty();
    }

    @Test
    @DisplayName("[LOGS-14] a replica that was slower than its lease hides nothing that another one has not sent")
    void a_lost_lease() throws IOException {
        people.newcomer();
        List<String> ofSlow = trail();
        TrailPush slow = replica(
                new Slow(() -> {
                    clock.advance(TrailPush.LEASE.plusSeconds(1));
                    insert(idNow(0));
                    send();
                    insert(idNow(1));
                }),
                true);
        assertThat(slow.sendNext().taken()).isEqualTo(ofSlow.size());
        send();
        assertThat(server.ids()).isEqualTo(trail());
    }

    /** A receiver that takes its time. */
    private record Slow(Runnable meanwhile) implements Receiver {

        @Override
        public String name() {
            return Receivers.SYSLOG;
        }

        @Override
        public int send(List<PushedEvent> events) {
            meanwhile.run();
            return 0;
        }
    }

    @Test
    @DisplayName("[LOGS-14] no connection to the database is held while a batch is under way")
    void no_connection_is_held() throws IOException {
        people.newcomer();
        replica(
                        new Slow(() -> assertThat(rows.number("select count(*) from pg_stat_activity"
                                        + " where datname = current_database() and state = 'idle in transaction'"
                                        + " and query like '%push_%'"))
                                .isZero()),
                        true)
                .sendNext();
    }

    @Test
    @DisplayName("[LOGS-01] [LOGS-14] the words of people and, where an operator says so, addresses stay in the trail")
    void what_stays() throws IOException {
        rows.change(
                "insert into audit_event (id, at, type, outcome, actor_kind, ip, user_agent, details) values"
                        + " (?::uuid, ?::timestamptz, 'two_factor_reset', 'success', 'operator', '192.0.2.7', 'Quillfox',"
                        + " '{\"reason\": \"her phone drowned\", \"identityCheck\": \"saw Ada\", \"reset\": \"r1\"}')",
                idNow(0).toString(),
                clock.instant().toString());
        replica(syslog(Duration.ofSeconds(20)), false).sendNext();
        assertThat(server.texts().toString())
                .contains("reset=\"r1\"")
                .doesNotContain("drowned", "saw Ada", "192.0.2.7", "Quillfox");
        rows.change("delete from push_cursor");
        began = idNow(-5).toString();
        rows.change(
                "insert into push_cursor (receiver, settled_id) values ('syslog', ?::uuid)",
                idNow(-5).toString());
        replica().sendNext();
        assertThat(server.texts().toString()).contains("192.0.2.7", "Quillfox").doesNotContain("drowned");
    }

    @Test
    @DisplayName("[LOGS-14] a lane tells of an outage once, tries again later and later, and counts")
    void a_lane() throws IOException {
        people.newcomer();
        SimpleMeterRegistry meters = new SimpleMeterRegistry();
        Lane lane = new Lane("syslog", Optional.of(replica()), meters, clock);
        int port = server.port();
        server.close();
        try (RecordedLog log = RecordedLog.open()) {
            run(lane);
            assertThat(lane.begin()).as("it waits").isFalse();
            clock.advance(Duration.ofSeconds(1));
            run(lane);
            clock.advance(Duration.ofSeconds(1));
            assertThat(lane.begin()).as("it waits for double the time").isFalse();
            clock.advance(Duration.ofMinutes(15));
            lane.look();
            assertThat(meters.get("sallyport.push.lag").gauge().value()).isGreaterThanOrEqualTo(900);
            assertThat(meters.get("sallyport.push.waiting").gauge().value()).isEqualTo(trail().size());
            server = new SyslogServer(siem, port);
            run(lane);
            lane.look();
            assertThat(meters.get("sallyport.push.lag").gauge().value()).isZero();
            assertThat(log.text().lines().filter(line -> line.contains("The trail")))
                    .satisfiesExactly(
                            line -> assertThat(line).startsWith("WARN The trail waits for syslog: ConnectException"),
                            line -> assertThat(line).startsWith("INFO The trail is sent again to syslog"));
        }
        assertThat(meters.get("sallyport.push.failures").counter().count()).isEqualTo(2);
        assertThat(meters.get("sallyport.push.events")
                        .tag("outcome", "taken")
                        .counter()
                        .count())
                .isEqualTo(trail().size());
        assertThat(server.ids()).isEqualTo(trail());
    }

    private static void run(Lane lane) {
        assertThat(lane.begin()).isTrue();
        assertThat(lane.begin()).as("one run at a time").isFalse();
        lane.run();
    }

    @Test
    @DisplayName("[LOGS-14] a receiver that was away for longer than events are kept is named in log and metrics")
    void a_gap() {
        insert(idNow(0));
        SimpleMeterRegistry meters = new SimpleMeterRegistry();
        try (RecordedLog log = RecordedLog.open()) {
            Clock later = Clock.offset(clock, audit.lifetime().plusDays(1));
            TrailPush push = new TrailPush(syslog(Duration.ofSeconds(20)), pushed, () -> true, audit, later);
            run(new Lane("syslog", Optional.of(push), meters, later));
            assertThat(log.text()).contains("were not sent to syslog in time");
        }
        assertThat(meters.get("sallyport.push.gaps").counter().count()).isOne();
        assertThat(ids()).hasSize(1);
    }

    @Test
    @DisplayName("[LOGS-16] a collector of logs has a place of its own, and what it refuses for ever is counted")
    void logs() throws Exception {
        try (LogsCollector collector = new LogsCollector()) {
            TrailPush push = replica(LogsReceiverTest.receiver(collector), true);
            push.sendNext();
            people.newcomer();
            collector.answer = "{\"partialSuccess\":{\"rejectedLogRecords\":\"1\"}}";
            SimpleMeterRegistry meters = new SimpleMeterRegistry();
            run(new Lane("logs", Optional.of(push), meters, clock));
            assertThat(collector.records())
                    .extracting(log -> LogsCollector.attributes(log).get("log.record.uid"))
                    .containsExactlyElementsOf(trail());
            assertThat(meters.get("sallyport.push.events")
                            .tag("outcome", "refused")
                            .counter()
                            .count())
                    .isOne();
            assertThat(server.ids()).isEmpty();
        }
    }
}
