package dev.sallyport.sessions.revocation;

import dev.sallyport.base.database.Transactions;
import dev.sallyport.base.ids.Id;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;

/** Tells a backend what was revoked since it last asked, and lets it wait for more. */
@ApplicationScoped
class RevocationFeed {

    private final RevocationRepository rows;
    private final WaitingBackends waiting;
    private final Clock clock;

    RevocationFeed(RevocationRepository rows, WaitingBackends waiting, Clock clock) {
        this.rows = rows;
        this.waiting = waiting;
        this.clock = clock;
    }

    /**
     * What was revoked after a cursor, or what is now. Where that is nothing, it waits, and holds neither a thread nor
     * a connection meanwhile.
     *
     * @param after empty for everything that matters still
     * @param patience how long to wait; the page is empty then
     */
    Uni<RevocationPage> read(Optional<RevocationCursor> after, Duration patience) {
        RevocationPart part = read(after);
        if (!part.items().isEmpty() || patience.isZero()) {
            return Uni.createFrom().item(part.page());
        }
        return waiting.await(part.next(), patience)
                .onItem()
                .transformToUni(found -> found.isRead() ? Uni.createFrom().item(found.part()) : readAgain(found))
                .map(RevocationPart::page);
    }

    /** There is more than the replica has read for all. */
    private Uni<RevocationPart> readAgain(WaitingBackends.Answer answer) {
        return Uni.createFrom()
                .item(() -> read(Optional.of(answer.part().next())))
                .runSubscriptionOn(Infrastructure.getDefaultWorkerPool());
    }

    private RevocationPart read(Optional<RevocationCursor> after) {
        return Transactions.call(() -> {
            RevocationCursor asked = after.orElseGet(() -> RevocationCursor.start(Id.NIL));
            RevocationRepository.Found found = rows.read(asked, RevocationPage.MOST + 1, clock.instant());
            if (asked.feed().equals(found.feed())) {
                return RevocationPart.of(asked, found);
            }
            RevocationCursor start = RevocationCursor.start(found.feed());
            return RevocationPart.of(
                    start, after.isEmpty() ? found : rows.read(start, RevocationPage.MOST + 1, clock.instant()));
        });
    }
}
