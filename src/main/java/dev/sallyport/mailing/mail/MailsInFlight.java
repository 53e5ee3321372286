package dev.sallyport.mailing.mail;

import dev.sallyport.base.ids.UserId;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The mails that this replica has taken. A mail that the server does not answer for some seconds counts as hanging. It
 * keeps its claim and does not delay other mails.
 */
final class MailsInFlight {

    /** A mail whose sending takes this long counts as hanging. */
    static final Duration HANGS_AFTER = Duration.ofSeconds(5);

    /** The number of mails that may hang; each holds a connection and a thread. */
    static final int MOST_HANGING = 100;

    private final int atOnce;
    private final LongSupplier nanoTime;
    private final Map<UUID, Taken> mails = new ConcurrentHashMap<>();

    /** A mail, and since when the server listens to it; null until then. */
    private record Taken(ClaimedMail mail, @Nullable Long begun) {}

    MailsInFlight(int atOnce, LongSupplier nanoTime) {
        this.atOnce = atOnce;
        this.nanoTime = nanoTime;
    }

    void add(List<ClaimedMail> taken) {
        taken.forEach(mail -> mails.put(mail.id(), new Taken(mail, null)));
    }

    void begin(UUID mail) {
        mails.computeIfPresent(mail, (id, taken) -> new Taken(taken.mail(), nanoTime.getAsLong()));
    }

    void remove(UUID mail) {
        mails.remove(mail);
    }

    boolean hangs(UUID mail) {
        Taken taken = mails.get(mail);
        return taken != null && hangs(taken);
    }

    /** How many more mails may be claimed; while the server is not reachable, one at a time. */
    int room(boolean away) {
        long moving = mails.values().stream().filter(taken -> !hangs(taken)).count();
        if (away) {
            return moving == 0 ? 1 : 0;
        }
        return (int) Math.max(0, Math.min(atOnce - moving, atOnce + MOST_HANGING - mails.size()));
    }

    /** How many of these may be notices: a quarter of the places is kept for mails that a person waits for. */
    int roomForNotices(boolean away) {
        int room = room(away);
        return away ? room : Math.max(0, room - atOnce / 4);
    }

    Set<UUID> ids() {
        return Set.copyOf(mails.keySet());
    }

    ReplicaLoad busy() {
        Set<UserId> users = mails.values().stream()
                .filter(taken -> !hangs(taken))
                .map(taken -> taken.mail().mail().userId())
                .filter(Objects::nonNull)
                .collect(Collectors.toUnmodifiableSet());
        return new ReplicaLoad(ids(), users);
    }

    private boolean hangs(Taken taken) {
        return taken.begun() != null && nanoTime.getAsLong() - taken.begun() >= HANGS_AFTER.toNanos();
    }
}
