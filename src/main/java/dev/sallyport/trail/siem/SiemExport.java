package dev.sallyport.trail.siem;

import dev.sallyport.base.database.Transactions;
import dev.sallyport.base.ids.TimeOrdered;
import dev.sallyport.security.audit.AuditConfig;
import dev.sallyport.security.audit.EventIds;
import dev.sallyport.security.crypto.Ids;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * Sends the trail to one receiver, a batch at a time. Requests know nothing of it: it only reads what they have
 * written. No connection to the database is held while a batch is under way.
 *
 * <p>An event is sent as soon as it is committed, in the order of the ids. One that is committed behind an event that
 * was sent already follows it. So the place in the database is an id that no transaction can add an event behind, and
 * the events after it that were sent.
 */
final class SiemExport {

    static final int BATCH = 200;

    /** Longer than a batch takes, on clocks that differ. */
    static final Duration LEASE = Duration.ofMinutes(2);

    /** While no events come, the place in the database follows the time in steps. */
    private static final Duration STEP = Duration.ofMinutes(15);

    private final Receiver receiver;
    private final SiemRepository rows;
    private final boolean withAddresses;
    private final AuditConfig trail;
    private final Clock clock;
    private final UUID replica = Ids.next();

    /** A receiver that is new gets the events from here on. */
    private final UUID first;

    SiemExport(Receiver receiver, SiemRepository rows, SiemConfig config, AuditConfig trail, Clock clock) {
        this.receiver = receiver;
        this.rows = rows;
        this.withAddresses = config.addresses();
        this.trail = trail;
        this.clock = clock;
        this.first = TimeOrdered.lowestAt(clock.instant());
    }

    /**
     * What became of a batch.
     *
     * @param accepted how many events the receiver has
     * @param refused how many it refuses for ever
     * @param gap since when the trail deletes events that were not sent; empty: it has deleted none
     * @param isMore whether there can be more events
     */
    record Sent(int accepted, int refused, Optional<Instant> gap, boolean isMore) {

        private static final Sent NOTHING = new Sent(0, 0, Optional.empty(), false);
    }

    private record Batch(UUID before, UUID horizon, List<SiemEvent> events) {}

    /**
     * Sends the next events, unless another replica does.
     *
     * @throws IOException if the receiver may not have them: they are sent again
     */
    Sent sendNext() throws IOException {
        Optional<Batch> claimed = Transactions.call(this::claim);
        if (claimed.isEmpty()) {
            return Sent.NOTHING;
        }
        Batch batch = claimed.get();
        int refused = receiver.send(batch.events());
        Transactions.run(() -> note(batch));
        return new Sent(
                batch.events().size() - refused,
                refused,
                gap(batch.before()),
                batch.events().size() == BATCH);
    }

    private Optional<Batch> claim() {
        Instant now = clock.instant();
        UUID horizon = TimeOrdered.lowestAt(now.minus(EventIds.SETTLED));
        UUID settled = rows.cursor(receiver.name(), first);
        if (!rows.isWaiting(receiver.name(), settled)) {
            if (TimeOrdered.time(settled).isBefore(now.minus(STEP))) {
                rows.note(receiver.name(), horizon, List.of());
            }
            return Optional.empty();
        }
        return rows.lease(receiver.name(), replica, now, now.plus(LEASE))
                .map(before -> new Batch(before, horizon, rows.next(receiver.name(), before, withAddresses, BATCH)))
                .filter(batch -> !batch.events().isEmpty());
    }

    private void note(Batch batch) {
        List<UUID> sent = batch.events().stream().map(SiemEvent::id).toList();
        UUID last = sent.get(sent.size() - 1);
        // As the database orders ids, by their bytes: UUID compares them as signed numbers.
        boolean isAll =
                sent.size() < BATCH || last.toString().compareTo(batch.horizon().toString()) > 0;
        rows.note(receiver.name(), isAll ? batch.horizon() : last, sent);
    }

    /** Retention deletes what is older, sent or not. */
    private Optional<Instant> gap(UUID before) {
        return Optional.of(TimeOrdered.time(before))
                .filter(since -> since.isBefore(clock.instant().minus(trail.lifetime())));
    }

    /** Lets another replica send at once. */
    void release() {
        Transactions.run(() -> rows.release(receiver.name(), replica));
    }

    /** How many events wait, and for how long the first of them does. */
    Backlog backlog(int most) {
        return Transactions.call(() -> {
            Optional<UUID> settled = rows.find(receiver.name());
            if (settled.isEmpty()) {
                return new Backlog(0, Duration.ZERO);
            }
            SiemRepository.Waiting waiting = rows.waiting(receiver.name(), settled.get(), most);
            return new Backlog(
                    waiting.events(),
                    waiting.first()
                            .map(first -> Duration.between(TimeOrdered.time(first), clock.instant()))
                            .orElse(Duration.ZERO));
        });
    }

    /** What waits. */
    record Backlog(long events, Duration lag) {}

    String receiver() {
        return receiver.name();
    }
}
