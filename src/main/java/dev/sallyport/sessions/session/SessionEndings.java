package dev.sallyport.sessions.session;

import dev.sallyport.base.database.Row;
import dev.sallyport.base.ids.DeviceId;
import dev.sallyport.base.ids.Id;
import dev.sallyport.base.ids.SessionId;
import dev.sallyport.base.ids.UserId;
import dev.sallyport.sessions.revocation.Revocations;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.hibernate.query.NativeQuery;

/**
 * The one place where sessions end. Each ending is recorded for the backends that check tokens by themselves, in the
 * transaction that the caller has begun.
 */
@ApplicationScoped
class SessionEndings {

    private static final String END = ending("s.user_id = :user and s.id = :id");

    private static final String END_OF_DEVICE = ending("s.user_id = :user and s.device_id = :device");

    private static final String END_SINCE = ending("s.user_id = :user and s.created_at > :since"
            + " and (s.device_id is null or s.device_id = any(:devices))");

    private static final String END_ALL = ending("s.user_id = :user");

    private static final String END_ALL_OF = ending("s.user_id = any(:users)");

    private static final String END_OLDEST = ending("""
            s.user_id = :user and s.id in (
                select id from session
                where user_id = :user and ended_at is null and idle_expires_at > :now and expires_at > :now
                order by created_at desc, id desc offset :others)
            """);

    private static final String END_CLEARED = ending("""
            s.user_id = any(:users) and s.idle_expires_at > :now and s.expires_at > :now and not (%s)
            """.formatted(HeldFactors.notCleared("s.user_id", "s.id")));

    /** The others end, and one continues in another epoch. */
    private static final String END_OTHERS = """
            update session set epoch = case when id = :kept then :epoch else epoch end,
                               ended_at = case when id <> :kept then cast(:now as timestamptz) end
            where user_id = :user and ended_at is null
            returning id, ended_at is not null as ended
            """;

    /** Ends sessions. No session ends otherwise: {@link #ended} records each. */
    private static String ending(String which) {
        return "update session s set ended_at = :now where s.ended_at is null and " + which
                + " returning s.id, true as ended";
    }

    private final org.hibernate.Session database;
    private final Revocations revocations;

    SessionEndings(org.hibernate.Session database, Revocations revocations) {
        this.database = database;
        this.revocations = revocations;
    }

    /** Ends one session. Returns false if it had already ended: of two simultaneous calls, one returns true. */
    boolean end(SessionId id, UserId user, Instant now) {
        return ended(ending(END, now).setParameter("id", id).setParameter("user", user), now) == 1;
    }

    private NativeQuery<Optional<UUID>> ending(String statement, Instant now) {
        return Row.query(
                        database,
                        statement,
                        row -> row.flag("ended") ? Optional.of(row.uuid("id")) : Optional.<UUID>empty())
                .setParameter("now", now);
    }

    /**
     * Ends sessions, and records them for backends that check tokens by themselves. The records are rows of no user, so
     * they are no part of the statement.
     *
     * @return how many have ended
     */
    private int ended(NativeQuery<Optional<UUID>> ending, Instant now) {
        List<UUID> ended = ending.getResultStream().flatMap(Optional::stream).toList();
        revocations.sessionsEnded(ended, now);
        return ended.size();
    }

    /** Ends the oldest of the user's sessions, so that so many are left. Returns how many it ended. */
    int endOldest(UserId user, int left, Instant now) {
        return ended(ending(END_OLDEST, now).setParameter("user", user).setParameter("others", left), now);
    }

    int endOfDevice(DeviceId device, UserId user, Instant now) {
        return ended(ending(END_OF_DEVICE, now).setParameter("device", device).setParameter("user", user), now);
    }

    /** Those begun after a time on none of the user's devices, or on one of these. */
    int endSince(UserId user, Instant since, List<DeviceId> devices, Instant now) {
        return ended(
                ending(END_SINCE, now)
                        .setParameter("user", user)
                        .setParameter("since", since)
                        .setParameter("devices", Id.values(devices), UUID[].class),
                now);
    }

    int endAll(UserId user, Instant now) {
        return ended(ending(END_ALL, now).setParameter("user", user), now);
    }

    int endAll(List<UserId> users, Instant now) {
        return ended(ending(END_ALL_OF, now).setParameter("users", Id.values(users), UUID[].class), now);
    }

    /** Ends every session of the user but one, which continues in the next epoch. Returns how many ended. */
    int endOthers(UserId user, SessionId kept, int toEpoch, Instant now) {
        return ended(
                ending(END_OTHERS, now)
                        .setParameter("user", user)
                        .setParameter("kept", kept)
                        .setParameter("epoch", toEpoch),
                now);
    }

    /** Those of these users that a policy has cleared. Returns how many were alive but for that. */
    int endCleared(List<UserId> users, Instant now) {
        return ended(ending(END_CLEARED, now).setParameter("users", Id.values(users), UUID[].class), now);
    }
}
