package dev.sallyport.factors.factor;

import dev.sallyport.accounts.account.MembershipFacts;
import dev.sallyport.accounts.account.Users;
import dev.sallyport.base.database.DeferredRows;
import dev.sallyport.base.database.NamedSql;
import dev.sallyport.base.database.Statement;
import dev.sallyport.base.database.Statements;
import dev.sallyport.base.ids.UserId;
import dev.sallyport.security.throttle.ThrottleConfig;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Limits guesses at a user's second factors: ten wrong codes in a row lock the second step for 15 minutes, then for 30,
 * then for an hour each time (NIST SP 800-63B section 3.2.2 allows at most 100 in a row).
 */
@ApplicationScoped
public class SecondFactorThrottle {

    /** Failures in a row, over all methods and challenges, until the second step is locked. */
    public static final int MAX_BEFORE_LOCK = 10;

    /**
     * Failures in a row after which an authenticator app is suspended until it is bound again, and after which email
     * codes require a new password first (section 3.2.2).
     */
    public static final int MAX_CONSECUTIVE = 100;

    private static final int LONGEST_LOCK = 4;

    /**
     * One conditional statement, not read-then-write: parallel guesses must not slip past the limit together. The
     * attempt is counted as failed at once, and the tenth locks the second step at once; a correct code unlocks it.
     *
     * <p>The user's row is locked next, before any factor. Checking a code and changing a factor therefore run one
     * after the other and cannot deadlock.
     */
    private static final NamedSql SPEND = NamedSql.of("""
            insert into failed_attempts as f (user_id, failures, consecutive_failures, locks, locked_until)
            values (:user, 1, 1, 0, null)
            on conflict (user_id) do update set
                failures = case when f.failures >= :max then 1 else f.failures + 1 end,
                consecutive_failures = f.consecutive_failures + 1,
                locks = case when f.failures + 1 = :max then f.locks + 1 else f.locks end,
                locked_until = case when f.failures + 1 = :max then
                    case f.locks when 0 then cast(:once as timestamptz) when 1 then cast(:twice as timestamptz)
                                 else cast(:longest as timestamptz) end end
            where f.failures < :max or f.locked_until <= :now
            returning f.failures, f.consecutive_failures, f.locked_until
            """);

    static final NamedSql LOCK_ACTIVE = NamedSql.of("""
            select epoch, second_step_locks from app_user where id = :user and status = 'active' for no key update
            """);

    private static final NamedSql REFUND = NamedSql.of("""
            update failed_attempts set
                failures = failures - 1, consecutive_failures = greatest(consecutive_failures - 1, 0),
                locks = locks - :locked,
                locked_until = case when :locked = 1 then null else locked_until end
            where user_id = :user
            """);

    /** In the order of {@link #SPEND}. */
    private static final List<NamedSql> LOCK = List.of(
            NamedSql.of("select 1 from failed_attempts where user_id = :user for update"),
            NamedSql.of("select 1 from app_user where id = :user for no key update"));

    /** The counts that lengthen the next lock and suspend an authenticator stay: only the lock is removed. */
    private static final NamedSql UNLOCK = NamedSql.of("""
            update failed_attempts set failures = 0, locked_until = null
            where user_id = :user and locked_until > :now
            """);

    private static final NamedSql UNLOCK_BLIND = NamedSql.of("""
            update failed_attempts set blind_failures = 0, blind_locked_until = null
            where user_id = :user and blind_locked_until > :now
            """);

    /** The counts of blind sign-ins go along. */
    private static final NamedSql CLEAR = NamedSql.of("delete from failed_attempts where user_id = :user");

    private static final NamedSql RESET_CONSECUTIVE =
            NamedSql.of("update failed_attempts set consecutive_failures = 0 where user_id = :user");

    private static final NamedSql LOCKED_UNTIL =
            NamedSql.of("select locked_until from failed_attempts where user_id = :user and locked_until > :now");

    private static final NamedSql LAST_LOCK =
            NamedSql.of("select locked_until from failed_attempts where user_id = :user");

    private final Statements database;
    private final Users users;
    private final MembershipFacts facts;
    private final ThrottleConfig config;

    SecondFactorThrottle(Statements database, Users users, MembershipFacts facts, ThrottleConfig config) {
        this.database = database;
        this.users = users;
        this.facts = facts;
        this.config = config;
    }

    /** Spends one attempt of the user and locks the user, before the code is checked: in one round trip. */
    @Transactional(Transactional.TxType.MANDATORY)
    public Attempt spendAttempt(UserId user, Instant now) {
        return spent(beginAttempt(user, now));
    }

    /** The deferred statements of an attempt; they are sent with the next statement of the transaction. */
    record Spending(
            UserId user, Instant now, DeferredRows<SpentAttempt> spent, DeferredRows<ChallengeBinding> binding) {}

    /** Begins {@link #spendAttempt}. */
    @Transactional(Transactional.TxType.MANDATORY)
    Spending beginAttempt(UserId user, Instant now) {
        DeferredRows<SpentAttempt> spent =
                spending(database.of(SPEND), user, now, config.lock()).defer(SpentAttempt::ofRow);
        return new Spending(user, now, spent, lockingActive(user).defer(ChallengeBinding::ofRow));
    }

    /** The attempt that was begun. */
    @Transactional(Transactional.TxType.MANDATORY)
    Attempt spent(Spending begun) {
        return SpentAttempt.attempt(begun.spent().first(), begun.binding().first(), begun.now())
                .orElseGet(() -> Attempt.whileLocked(lockLeft(begun.user(), begun.now())));
    }

    /** Sets what the statement of an attempt needs, for {@link BlindThrottle} too. */
    static Statement spending(Statement spend, UserId user, Instant now, Duration lock) {
        return spend.set("user", user)
                .set("max", MAX_BEFORE_LOCK)
                .set("now", now)
                .set("once", now.plus(lock))
                .set("twice", now.plus(lock.multipliedBy(2)))
                .set("longest", now.plus(lock.multipliedBy(LONGEST_LOCK)));
    }

    private Statement lockingActive(UserId user) {
        return database.of(LOCK_ACTIVE).set("user", user);
    }

    /**
     * Refunds one attempt that was no guess: the code was correct, or there was nothing to guess. Other failures
     * stay, and so does a lock that they caused.
     */
    @Transactional(Transactional.TxType.MANDATORY)
    public void refund(UserId user, Attempt attempt) {
        database.of(REFUND)
                .set("user", user)
                .set("locked", attempt.locks() ? 1 : 0)
                .execute();
    }

    /**
     * Locks the user's attempts, where there are any, and then the user, as {@link #spendAttempt} does: for an agent
     * who unlocks the second step while no code is checked.
     */
    @Transactional(Transactional.TxType.MANDATORY)
    public void lock(UserId user) {
        LOCK.forEach(sql -> database.of(sql).set("user", user).list(row -> user));
    }

    /** Forgets the failures: only for a sign-in that is complete, password and second step (section 3.2.2). */
    @Transactional(Transactional.TxType.MANDATORY)
    public void clear(UserId user) {
        database.of(CLEAR).set("user", user).defer();
    }

    /**
     * Begins the count towards {@link #MAX_CONSECUTIVE} again, once it has had its consequence. What closes the second
     * step stays.
     */
    @Transactional(Transactional.TxType.MANDATORY)
    public void resetConsecutiveFailures(UserId user) {
        database.of(RESET_CONSECUTIVE).set("user", user).execute();
    }

    /**
     * Unlocks a user's second step, that of blind sign-ins too. Returns false if it was not locked, whatever was true
     * of blind sign-ins.
     */
    @Transactional(Transactional.TxType.MANDATORY)
    public boolean unlock(UserId user, Instant now) {
        database.of(UNLOCK_BLIND).set("user", user).set("now", now).execute();
        boolean unlocked = database.of(UNLOCK).set("user", user).set("now", now).execute() == 1;
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
        return database.of(LOCKED_UNTIL).set("user", user).set("now", now).first(row -> row.instant("locked_until"));
    }

    private Duration lockLeft(UserId user, Instant now) {
        return database.of(LAST_LOCK)
                .set("user", user)
                .first(row -> row.find("locked_until", Instant.class)) // empty: no longer locked, or the user is gone
                .flatMap(Function.identity())
                .map(until -> Duration.between(now, until))
                .filter(left -> !left.isNegative())
                .orElse(Duration.ofSeconds(1));
    }
}
