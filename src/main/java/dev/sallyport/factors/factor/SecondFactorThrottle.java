package dev.sallyport.factors.factor;

import dev.sallyport.accounts.account.MembershipFacts;
import dev.sallyport.accounts.account.Users;
import dev.sallyport.base.database.Row;
import dev.sallyport.base.ids.UserId;
import dev.sallyport.security.throttle.ThrottleConfig;
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
 * Limits guesses at a user's second factors: ten wrong codes in a row lock the second step for 15 minutes, then for 30,
 * then for an hour each time (NIST SP 800-63B section 3.2.2 allows at most 100 in a row).
 */
@ApplicationScoped
public class SecondFactorThrottle {

    /** Failures in a row, over all methods and challenges, until the second step is locked. */
    public static final int MAX_FAILURES = 10;

    /**
     * Failures in a row after which an authenticator app is suspended until it is bound again, and after which email
     * codes require a new password first (section 3.2.2).
     */
    public static final int MAX_IN_A_ROW = 100;

    private static final int LONGEST_LOCK = 4;

    private static final UserId NO_USER = new UserId(new UUID(0, 0));

    /**
     * One conditional statement, not read-then-write: parallel guesses must not slip past the limit together. The
     * attempt is counted as failed at once, and the tenth locks the second step at once; a correct code unlocks it.
     *
     * <p>The user's row is locked next, before any factor. Checking a code and changing a factor therefore run one
     * after the other and cannot deadlock.
     */
    private static final String SPEND = """
            insert into failed_attempts as f (user_id, failures, in_a_row, locks, locked_until)
            values (:user, 1, 1, 0, null)
            on conflict (user_id) do update set
                failures = case when f.failures >= :max then 1 else f.failures + 1 end,
                in_a_row = f.in_a_row + 1,
                locks = case when f.failures + 1 = :max then f.locks + 1 else f.locks end,
                locked_until = case when f.failures + 1 = :max then
                    case f.locks when 0 then cast(:once as timestamptz) when 1 then cast(:twice as timestamptz)
                                 else cast(:longest as timestamptz) end end
            where f.failures < :max or f.locked_until <= :now
            returning f.failures, f.in_a_row, f.locked_until
            """;

    private static final String LOCK_ACTIVE = """
            select epoch, second_step_locks from app_user where id = :user and status = 'active' for no key update
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

    /** The counts that lengthen the next lock and suspend an authenticator stay: only the lock is removed. */
    private static final String UNLOCK = """
            update failed_attempts set failures = 0, locked_until = null
            where user_id = :user and locked_until > :now
            """;

    private final Session database;
    private final Users users;
    private final MembershipFacts facts;
    private final ThrottleConfig config;

    SecondFactorThrottle(Session database, Users users, MembershipFacts facts, ThrottleConfig config) {
        this.database = database;
        this.users = users;
        this.facts = facts;
        this.config = config;
    }

    /** Spends one attempt of the user and locks the user, before the code is checked. */
    @Transactional(Transactional.TxType.MANDATORY)
    public Attempt spendAttempt(UserId user, Instant now) {
        Attempt attempt = spendAttemptBlindly(user, now);
        return attempt.allowed() ? attempt : Attempt.whileLocked(lockLeft(user, now));
    }

    /**
     * The same in two statements, whether the second step is locked or not: how long the lock lasts is not looked up,
     * and {@code retryAfter} is zero then.
     */
    @Transactional(Transactional.TxType.MANDATORY)
    public Attempt spendAttemptBlindly(UserId user, Instant now) {
        Optional<Spent> spent = Row.query(database, SPEND, Spent::ofRow)
                .setParameter("user", user)
                .setParameter("max", MAX_FAILURES)
                .setParameter("now", now)
                .setParameter("once", now.plus(config.lock()))
                .setParameter("twice", now.plus(config.lock().multipliedBy(2)))
                .setParameter("longest", now.plus(config.lock().multipliedBy(LONGEST_LOCK)))
                .uniqueResultOptional();
        Optional<ThrottleState> standing = lockActive(spent.isPresent() ? user : NO_USER);
        return spent.flatMap(counted -> standing.map(locked -> counted.attempt(locked, now)))
                .orElseGet(() -> Attempt.whileLocked(Duration.ZERO));
    }

    private Optional<ThrottleState> lockActive(UserId user) {
        return Row.query(
                        database,
                        LOCK_ACTIVE,
                        row -> new ThrottleState(row.integer("epoch"), row.integer("second_step_locks")))
                .setParameter("user", user)
                .uniqueResultOptional();
    }

    /** Runs the statement of an attempt that locks the user for no user, so that both cases take the same time. */
    @Transactional(Transactional.TxType.MANDATORY)
    void lockNoUser() {
        lockActive(NO_USER);
    }

    /** An attempt as it was counted. */
    private record Spent(int failures, int inARow, Optional<Instant> lockedUntil) {

        static Spent ofRow(Row row) {
            return new Spent(row.integer("failures"), row.integer("in_a_row"), row.find("locked_until", Instant.class));
        }

        Attempt attempt(ThrottleState standing, Instant now) {
            Duration wait =
                    lockedUntil.map(until -> Duration.between(now, until)).orElse(Duration.ZERO);
            return new Attempt(true, MAX_FAILURES - failures, lockedUntil.isPresent(), wait, inARow, standing);
        }
    }

    /**
     * Gives one attempt back that was no guess: the code was correct, or there was nothing to guess. Other failures
     * stay, and so does a lock that they caused.
     */
    @Transactional(Transactional.TxType.MANDATORY)
    public void giveBack(UserId user, Attempt attempt) {
        giveBack(user, attempt.locks());
    }

    /** Runs the statement of {@link #giveBack(UserId, Attempt)} for no user, so that both cases take the same time. */
    @Transactional(Transactional.TxType.MANDATORY)
    public void giveNothingBack() {
        giveBack(NO_USER, false);
    }

    private void giveBack(UserId user, boolean locked) {
        database.createNativeMutationQuery(GIVE_BACK)
                .setParameter("user", user)
                .setParameter("locked", locked ? 1 : 0)
                .executeUpdate();
    }

    /**
     * Locks the user's attempts, where there are any, and then the user, as {@link #spendAttempt} does: for what
     * follows from an attempt in a later transaction and changes factors.
     */
    @Transactional(Transactional.TxType.MANDATORY)
    public void lock(UserId user) {
        LOCK.forEach(sql -> Row.column(database, sql, Integer.class)
                .setParameter("user", user)
                .getResultList());
    }

    /** Forgets the failures: only for a sign-in that is complete, password and second step (section 3.2.2). */
    @Transactional(Transactional.TxType.MANDATORY)
    public void clear(UserId user) {
        database.createNativeMutationQuery("delete from failed_attempts where user_id = :user")
                .setParameter("user", user)
                .executeUpdate();
    }

    /**
     * Begins the count towards {@link #MAX_IN_A_ROW} again, once it has had its consequence. What closes the second
     * step stays.
     */
    @Transactional(Transactional.TxType.MANDATORY)
    public void beginRow(UserId user) {
        database.createNativeMutationQuery("update failed_attempts set in_a_row = 0 where user_id = :user")
                .setParameter("user", user)
                .executeUpdate();
    }

    /** Unlocks a user's second step. Returns false if it was not locked. */
    @Transactional(Transactional.TxType.MANDATORY)
    public boolean unlock(UserId user, Instant now) {
        boolean unlocked = database.createNativeMutationQuery(UNLOCK)
                        .setParameter("user", user)
                        .setParameter("now", now)
                        .executeUpdate()
                == 1;
        if (unlocked) {
            facts.unlock(user);
        }
        return unlocked;
    }

    /**
     * Voids every challenge of a user whose second step is being locked by the attempt that this transaction spent.
     * They stay void when the lock ends or an agent unlocks the user. The lists of accounts show the lock from now on.
     */
    @Transactional(Transactional.TxType.MANDATORY)
    public void voidChallenges(UserId user, Instant now) {
        users.countSecondStepLock(user);
        lockedUntil(user, now).ifPresent(until -> facts.lock(user, until));
    }

    /** The result of an attempt while the second step is locked; empty if it is not. Nothing is counted. */
    @Transactional(Transactional.TxType.MANDATORY)
    public Optional<Attempt> refusalWhileLocked(UserId user, Instant now) {
        return lockedUntil(user, now).map(until -> Attempt.whileLocked(Duration.between(now, until)));
    }

    /** Until when the user's second step is locked; empty if it is not. */
    @Transactional(Transactional.TxType.MANDATORY)
    public Optional<Instant> lockedUntil(UserId user, Instant now) {
        return Row.column(
                        database,
                        "select locked_until from failed_attempts where user_id = :user and locked_until > :now",
                        Instant.class)
                .setParameter("user", user)
                .setParameter("now", now)
                .uniqueResultOptional();
    }

    private Duration lockLeft(UserId user, Instant now) {
        return Row.column(database, "select locked_until from failed_attempts where user_id = :user", Instant.class)
                .setParameter("user", user)
                .getResultStream()
                .filter(Objects::nonNull) // no longer locked, or the user is gone
                .map(until -> Duration.between(now, until))
                .filter(left -> !left.isNegative())
                .findFirst()
                .orElse(Duration.ofSeconds(1));
    }
}
