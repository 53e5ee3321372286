package dev.sallyport.sessions.session;

import dev.sallyport.base.database.DeferredRows;
import dev.sallyport.base.database.NamedSql;
import dev.sallyport.base.database.Row;
import dev.sallyport.base.database.Statement;
import dev.sallyport.base.database.Statements;
import dev.sallyport.base.ids.DeviceId;
import dev.sallyport.base.ids.Id;
import dev.sallyport.base.ids.SessionId;
import dev.sallyport.base.ids.UserId;
import dev.sallyport.security.assurance.FactorMethod;
import dev.sallyport.sessions.revocation.Revocations;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * The one place where sessions end. Each ending is recorded for the backends that check tokens by themselves, in the
 * transaction that the caller has begun.
 */
@ApplicationScoped
class SessionEndings {

    private static final NamedSql END = ending("s.user_id = :user and s.id = :id");

    private static final NamedSql END_OF_DEVICE = ending("s.user_id = :user and s.device_id = :device");

    private static final NamedSql END_ONE_FACTOR =
            ending("s.user_id = :user and s.device_id = :device and s.acr = '1fa' and (not s.policy_exempt"
                    + " or exists (select from trusted_device d where d.user_id = :user and d.id = :device"
                    + " and d.skips_second_factor))");

    private static final NamedSql END_SINCE = ending("s.user_id = :user and s.created_at > :since"
            + " and (s.device_id is null or s.device_id = any(:devices))");

    private static final NamedSql END_ALL = ending("s.user_id = :user");

    private static final NamedSql END_ALL_OF = ending("s.user_id = any(:users)");

    private static final NamedSql END_OLDEST = ending("""
            s.user_id = :user and s.id in (
                select id from session
                where user_id = :user and %s
                order by created_at desc, id desc offset :others)
            """.formatted(LiveSessions.condition("session", ":now")));

    private static final NamedSql END_CLEARED =
            ending("""
            s.user_id = any(:users) and %s and not (%s)
            """.formatted(LiveSessions.unexpired("s", ":now"), HeldFactors.notCleared("s.user_id", "s.id")));

    /** The others end, and one continues in another epoch. */
    private static final NamedSql END_OTHERS = NamedSql.of("""
            update session set epoch = case when id = :kept then :epoch else epoch end,
                               ended_at = case when id <> :kept then cast(:now as timestamptz) end
            where user_id = :user and ended_at is null
            returning id, ended_at is not null as ended
            """);

    /**
     * Whether a session other than the kept one rests on the method whose {@code amr} values are given. One of one
     * factor on a device rests on the trust in the device, unless the device is known to skip nothing or a provider
     * vouched for the user.
     */
    private static final String RESTING =
            "s.id <> :kept and (s.amr && :values or (s.acr = '1fa' and s.device_id <> all(:devices) and not s.policy_exempt))";

    /** Those end, and all others of the epoch before continue. */
    private static final NamedSql END_RESTING = NamedSql.of("""
            update session s set epoch = case when %1$s then s.epoch else :epoch end,
                                 ended_at = case when %1$s then cast(:now as timestamptz) end
            where s.user_id = :user and s.epoch = :epoch - 1 and s.ended_at is null
            returning s.id, s.ended_at is not null as ended
            """.formatted(RESTING));

    /**
     * A second factor that was removed. A session does not record which factor proved it, so that every factor of the
     * method counts as the removed one.
     *
     * @param recognized the devices that skip no second factor: each of the others was trusted after a proof, and does
     *     not record which
     */
    record Removed(FactorMethod method, List<DeviceId> recognized) {}

    /** Ends sessions. No session ends otherwise: {@link #ended} records each. */
    private static NamedSql ending(String which) {
        return NamedSql.of("update session s set ended_at = :now where s.ended_at is null and " + which
                + " returning s.id, true as ended");
    }

    private final Statements database;
    private final Revocations revocations;

    SessionEndings(Statements database, Revocations revocations) {
        this.database = database;
        this.revocations = revocations;
    }

    /** Ends one session. Returns false if it had already ended: of two simultaneous calls, one returns true. */
    boolean end(SessionId id, UserId user, Instant now) {
        return ended(ending(END, now).set("id", id).set("user", user), now) == 1;
    }

    private Statement ending(NamedSql statement, Instant now) {
        return database.of(statement).set("now", now);
    }

    /**
     * Ends sessions, and records them for backends that check tokens by themselves. The records are rows of no user, so
     * they are no part of the statement.
     *
     * @return how many have ended
     */
    private int ended(Statement ending, Instant now) {
        return record(ending.list(SessionEndings::ended), now);
    }

    private static Optional<UUID> ended(Row row) {
        return row.flag("ended") ? Optional.of(row.uuid("id")) : Optional.empty();
    }

    private int record(List<Optional<UUID>> rows, Instant now) {
        List<UUID> ended = rows.stream().flatMap(Optional::stream).toList();
        revocations.sessionsEnded(ended, now);
        return ended.size();
    }

    /**
     * Ends the user's oldest sessions beyond {@code left}, with the next statement of the transaction. The
     * caller MUST hand the result to {@link #record}.
     */
    DeferredRows<Optional<UUID>> endOldest(UserId user, int left, Instant now) {
        return ending(END_OLDEST, now).set("user", user).set("others", left).defer(SessionEndings::ended);
    }

    /** Records endings that were deferred. Returns how many there are. */
    int record(DeferredRows<Optional<UUID>> ended, Instant now) {
        return record(ended.list(), now);
    }

    int endOfDevice(DeviceId device, UserId user, Instant now) {
        return ended(ending(END_OF_DEVICE, now).set("device", device).set("user", user), now);
    }

    /**
     * Ends the sessions on a device that are {@code 1fa} now. One that an exempt provider vouches for continues, unless
     * the device may have stood in for the second factor of another account.
     */
    int endOneFactorOn(DeviceId device, UserId user, Instant now) {
        return ended(ending(END_ONE_FACTOR, now).set("device", device).set("user", user), now);
    }

    /** Ends the sessions that began after {@code since} on no device, or on one of these devices. */
    int endSince(UserId user, Instant since, List<DeviceId> devices, Instant now) {
        return ended(
                ending(END_SINCE, now).set("user", user).set("since", since).set("devices", Id.values(devices)), now);
    }

    int endAll(UserId user, Instant now) {
        return ended(ending(END_ALL, now).set("user", user), now);
    }

    int endAll(List<UserId> users, Instant now) {
        return ended(ending(END_ALL_OF, now).set("users", Id.values(users)), now);
    }

    /** Ends every session of the user but one, which continues in the next epoch. Returns how many ended. */
    int endOthers(UserId user, SessionId kept, int toEpoch, Instant now) {
        return ended(ending(END_OTHERS, now).set("user", user).set("kept", kept).set("epoch", toEpoch), now);
    }

    /**
     * Ends the user's sessions that rest on a removed second factor. The kept one and all others continue in the next
     * epoch. Returns how many ended.
     */
    int endResting(UserId user, SessionId kept, Removed removed, int toEpoch, Instant now) {
        return ended(
                ending(END_RESTING, now)
                        .set("user", user)
                        .set("kept", kept)
                        .set(
                                "values",
                                FactorMethod.amrValues(List.of(removed.method()))
                                        .toArray(String[]::new))
                        .set("devices", Id.values(removed.recognized()))
                        .set("epoch", toEpoch),
                now);
    }

    /** Those of these users that a policy has cleared. Returns how many were alive but for that. */
    int endCleared(List<UserId> users, Instant now) {
        return ended(ending(END_CLEARED, now).set("users", Id.values(users)), now);
    }
}
