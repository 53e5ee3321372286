package dev.sallyport.trail.siem;

import dev.sallyport.base.ids.TimeOrdered;
import dev.sallyport.security.audit.AuditConfig;
import dev.sallyport.testing.Certificates;
import dev.sallyport.testing.Rows;
import dev.sallyport.testing.TestClock;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/** The trail since a test began, and a receiver of syslog to which replicas send it. */
@Singleton
class SiemTrail {

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final SiemRepository repository;
    private final AuditConfig audit;
    private final Rows rows;
    private final TestClock clock;

    private @Nullable SSLContext siem;
    private @Nullable SSLContext trusting;
    private SyslogServer server;
    private String began;

    SiemTrail(SiemRepository repository, AuditConfig audit, Rows rows, TestClock clock) {
        this.repository = repository;
        this.audit = audit;
        this.rows = rows;
        this.clock = clock;
    }

    void start(Path folder) throws Exception {
        if (siem == null) {
            Certificates certificates = new Certificates(folder);
            siem = certificates.server("siem", "dns:localhost");
            trusting = SyslogReceiverTest.trusting(certificates.trust("siem"));
        }
        rows.change("delete from siem_cursor");
        clock.advance(Duration.ofSeconds(1));
        server = new SyslogServer(siem);
        replica().sendNext();
        began = rows.text("select settled_id from siem_cursor where receiver = 'syslog'");
    }

    void stop() throws IOException {
        server.close();
        rows.change("delete from siem_cursor");
    }

    SyslogServer server() {
        return server;
    }

    /** Another receiver where the last one was. */
    void restartServer(int port) throws IOException {
        server = new SyslogServer(siem, port);
    }

    Receiver syslog(Duration timeout) {
        return new SyslogReceiver(
                new SyslogReceiver.Address("localhost", server.port()),
                () -> trusting,
                new SyslogMessages("auth.example.org", 13, 32473),
                timeout,
                true);
    }

    SiemExport replica() {
        return replica(syslog(PATIENCE), true);
    }

    SiemExport replica(Receiver receiver, boolean withAddresses) {
        return new SiemExport(receiver, repository, () -> withAddresses, audit, clock);
    }

    /** A replica whose clock shows another time. */
    SiemExport replica(Clock other) {
        return new SiemExport(syslog(PATIENCE), repository, () -> true, audit, other);
    }

    /** What a replica does that has just started, and stops after one batch. */
    void send() {
        try {
            replica().sendNext();
            rows.change("update siem_cursor set leased_until = null");
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    /** Forgets what was sent, and begins again behind this event. */
    void beginAfter(UUID id) {
        rows.change("delete from siem_cursor");
        began = id.toString();
        rows.change("insert into siem_cursor (receiver, settled_id) values ('syslog', ?::uuid)", began);
    }

    /** The ids that the receiver has, in their order. */
    List<String> received() {
        try {
            return server.ids();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    /** The ids of the trail, in their order. */
    List<String> ids() {
        return Stream.of(rows.text(
                                "select coalesce(string_agg(id::text, ' ' order by id), '') from audit_event"
                                        + " where id > ?::uuid",
                                began)
                        .split(" "))
                .filter(id -> !id.isEmpty())
                .toList();
    }

    int ahead() {
        return rows.number("select count(*) from siem_ahead");
    }

    void insert(UUID id) {
        rows.change(inserting(id));
    }

    String inserting(UUID id) {
        return "insert into audit_event (id, at, user_id, type, outcome, actor_kind) values ('" + id + "', '"
                + clock.instant() + "', gen_random_uuid(), 'user_updated', 'success', 'anonymous')";
    }

    UUID idNow(int number) {
        return new UUID(TimeOrdered.lowestAt(clock.instant()).getMostSignificantBits(), -100 + number);
    }

    /** A receiver that takes everything, after some work. */
    record Working(Runnable work) implements Receiver {

        @Override
        public String name() {
            return Receivers.SYSLOG;
        }

        @Override
        public int send(List<SiemEvent> events) {
            work.run();
            return 0;
        }
    }
}
