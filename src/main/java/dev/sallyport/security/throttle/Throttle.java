package dev.sallyport.security.throttle;

import dev.sallyport.base.database.Row;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.hibernate.Session;

/**
 * Guesses at a user's second factors: ten in a row close the second step for 15 minutes, then for 30, then for an hour
 * each time (NIST SP 800-63B section 3.2.2 allows at most 100 in a row).
 */
@ApplicationScoped
public class Throttle {

    /** Failures in a row, over all methods and challenges, until the second step is closed. */
    public static final int MAX_FAILURES = 10;

    /**
     * Failures in a row after which an authenticator app is not asked any more until it is bound anew, and after which
     * email codes take a new password first (section 3.2.2).
     */
    public static final int MAX_IN_A_ROW = 100;

    private static final int LONGEST_LOCK = 4;

    private static final UUID NOBODY = new UUID(0, 0);

    /**
     * One conditional statement, not read-then-write: parallel guesses must not slip past the limit together. The
     * attempt is counted as failed at once, and the tenth closes the door at once; a right code opens it again.
     *
     * <p>The user is locked along, after the attempts and so before any factor: whoever judges a code and whoever changes
     * what it is judged by come one after the other, and never wait for each other.
     */
    private static final String SPEND = """
            with spent as (
                insert into failed_attempts as f (user_id, failures, in_a_row, locks, locked_until)
                values (:user, 1, 1, 0, null)
                on conflict (user_id) do update set
                    failures = case when f.failures >= :max then 1 else f.failures + 1 end,
                    in_a_row = f.in_a_row + 1,
                    locks = case when f.failures + 1 = :max then f.locks + 1 else f.locks end,
                    locked_until = case when f.failures + 1 = :max
                        then cast(:now as timestamptz)
                             + make_interval(secs => :lock * least(power(2, f.locks), :longest)) end
                where f.failures < :max or f.locked_until <= :now
                returning f.user_id, f.failures, f.in_a_row, f.locked_until
            )
            select s.failures, s.in_a_row, s.locked_until, owner.epoch, owner.second_step_locks
            from spent s cross join lateral
                (select u.epoch, u.second_step_locks from app_user u where u.id = s.user_id and u.status = 'active' for no key update) owner
            """;

    private static final String GIVE_BACK = """
            update failed_attempts set
                failures = failures - 1, in_a_row = greatest(in_a_row - 1, 0), locks = locks - :locked,
                locked_until = case when :locked = 1 then null else locked_until end
            where user_id = :user
            """;

    /** In the order of {@link #SPEND}. */
    private static final List<String> LOCK = List.of(
            "select 1 from failed_attempts where user_id = :user for update",
            "select 1 from app_user where id = :user for no key update");

    /** What makes the next lock longer, and what suspends an authenticator, stays: only the door is opened. */
    private static final String UNLOCK = """
            update failed_attempts set failures = 0, locked_until = null
            where user_id = :user and locked_until > :now
            """;

    private final Session database;
    private final ThrottleConfig config;

    Throttle(Session database, ThrottleConfig config) {
        this.database = database;
        this.config = config;
    }

    /** Spends one attempt of the user and locks the user, before anybody looks at the code. */
    @Transactional(Transactional.TxType.MANDATORY)
    public Attempt spendAttempt(UUID user, Instant now) {
        Attempt attempt = spendAttemptBlindly(user, now);
        return attempt.allowed() ? attempt : Attempt.whileLocked(lockLeft(user, now));
    }

    /**
     * The same in one statement, whether the second step is locked or not: how long the lock lasts is not looked up, and
     * {@code retryAfter} is zero then.
     */
    @Transactional(Transactional.TxType.MANDATORY)
    public Attempt spendAttemptBlindly(UUID user, Instant now) {
        return Row.query(database, SPEND, row -> spent(row, now))
                .setParameter("user", user)
                .setParameter("max", MAX_FAILURES)
                .setParameter("now", now)
                .setParameter("lock", config.lock().toSeconds())
                .setParameter("longest", LONGEST_LOCK)
                .uniqueResultOptional()
                .orElseGet(() -> Attempt.whileLocked(Duration.ZERO));
    }

    private static Attempt spent(Row row, Instant now) {
        Optional<Instant> lockedUntil = row.find("locked_until", Instant.class);
        Duration wait = lockedUntil.map(until -> Duration.between(now, until)).orElse(Duration.ZERO);
        return new Attempt(
                true,
                MAX_FAILURES - row.integer("failures"),
                lockedUntil.isPresent(),
                wait,
                row.integer("in_a_row"),
                new Standing(row.integer("epoch"), row.integer("second_step_locks")));
    }

    /**
     * Gives one attempt back that turned out to be no guess: the code was right, or there was nothing to guess. Other
     * failures stay, and so does a lock that they made.
     */
    @Transactional(Transactional.TxType.MANDATORY)
    public void giveBack(UUID user, Attempt attempt) {
        giveBack(user, attempt.locks());
    }

    /** Runs the statement of {@link #giveBack(UUID, Attempt)} for no user, where the time taken must not tell the two apart. */
    @Transactional(Transactional.TxType.MANDATORY)
    public void giveNothingBack() {
        giveBack(NOBODY, false);
    }

    private void giveBack(UUID user, boolean locked) {
        database.createNativeMutationQuery(GIVE_BACK)
                .setParameter("user", user)
                .setParameter("locked", locked ? 1 : 0)
                .executeUpdate();
    }

    /**
     * Locks the user's attempts, where there are any, and then the user, as {@link #spendAttempt} does: for what follows from
     * an attempt in a later transaction and changes factors.
     */
    @Transactional(Transactional.TxType.MANDATORY)
    public void lock(UUID user) {
        LOCK.forEach(sql -> database.createNativeQuery(sql, Integer.class)
                .setParameter("user", user)
                .getResultList());
    }

    /** Forgets the failures: only for a sign-in that is complete, password and second step (section 3.2.2). */
    @Transactional(Transactional.TxType.MANDATORY)
    public void clear(UUID user) {
        database.createNativeMutationQuery("delete from failed_attempts where user_id = :user")
                .setParameter("user", user)
                .executeUpdate();
    }

    /**
     * Begins the count towards {@link #MAX_IN_A_ROW} again, once it has had its consequence. What closes the second step
     * stays.
     */
    @Transactional(Transactional.TxType.MANDATORY)
    public void beginRow(UUID user) {
        database.createNativeMutationQuery("update failed_attempts set in_a_row = 0 where user_id = :user")
                .setParameter("user", user)
                .executeUpdate();
    }

    /** Opens the second step of a locked user again. False if it was not closed. */
    @Transactional(Transactional.TxType.MANDATORY)
    public boolean unlock(UUID user, Instant now) {
        return database.createNativeMutationQuery(UNLOCK)
                        .setParameter("user", user)
                        .setParameter("now", now)
                        .executeUpdate()
                == 1;
    }

    /**
     * Voids every challenge of a user whose second step is being locked by the attempt that this transaction spent. Neither
     * the end of the lock nor an unlock by an agent opens one of them again.
     */
    @Transactional(Transactional.TxType.MANDATORY)
    public void voidChallenges(UUID user) {
        database.createNativeMutationQuery(
                        "update app_user set second_step_locks = second_step_locks + 1 where id = :user")
                .setParameter("user", user)
                .executeUpdate();
    }

    /** What an attempt would come to now, where the second step is locked; empty if it is open. Nothing is counted. */
    @Transactional(Transactional.TxType.MANDATORY)
    public Optional<Attempt> refusalWhileLocked(UUID user, Instant now) {
        return lockedUntil(user, now).map(until -> Attempt.whileLocked(Duration.between(now, until)));
    }

    /** Until when the user's second step is closed; empty if it is open. */
    @Transactional(Transactional.TxType.MANDATORY)
    public Optional<Instant> lockedUntil(UUID user, Instant now) {
        return database.createNativeQuery(
                        "select locked_until from failed_attempts where user_id = :user and locked_until > :now",
                        Instant.class)
                .setParameter("user", user)
                .setParameter("now", now)
                .uniqueResultOptional();
    }

    private Duration lockLeft(UUID user, Instant now) {
        return database.createNativeQuery(
                        "select locked_until from failed_attempts where user_id = :user", Instant.class)
                .setParameter("user", user)
                .getResultStream()
                .filter(Objects::nonNull) // not locked any more, or the user is gone
                .map(until -> Duration.between(now, until))
                .filter(left -> !left.isNegative())
                .findFirst()
                .orElse(Duration.ofSeconds(1));
    }
}
