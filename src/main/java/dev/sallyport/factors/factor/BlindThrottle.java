package dev.sallyport.factors.factor;

import dev.sallyport.base.database.NamedSql;
import dev.sallyport.base.database.Statements;
import dev.sallyport.base.ids.UserId;
import dev.sallyport.security.throttle.ThrottleConfig;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Limits guesses at a user's second factors in blind sign-ins, whose answers do not reveal whether the password was
 * right. The limits are those of {@link SecondFactorThrottle}, and the counts are apart: they grow only after the right
 * password, and a count or a lock that anything shows would say so. A complete sign-in resets both.
 *
 * <p>After {@link SecondFactorThrottle#MAX_CONSECUTIVE} nothing is suspended, because that would show: no blind sign-in
 * succeeds until the user has completed another one.
 */
@ApplicationScoped
public class BlindThrottle {

    /**
     * As in {@link SecondFactorThrottle}, with the columns of blind sign-ins. No attempt is allowed either while the
     * second step is locked.
     */
    private static final NamedSql SPEND = NamedSql.of("""
            insert into failed_attempts as f (user_id, failures, consecutive_failures, locks, locked_until,
                                              blind_failures, blind_consecutive_failures, blind_locks)
            values (:user, 0, 0, 0, null, 1, 1, 0)
            on conflict (user_id) do update set
                blind_failures = case when f.blind_failures >= :max then 1 else f.blind_failures + 1 end,
                blind_consecutive_failures = f.blind_consecutive_failures + 1,
                blind_locks = case when f.blind_failures + 1 = :max then f.blind_locks + 1 else f.blind_locks end,
                blind_locked_until = case when f.blind_failures + 1 = :max then
                    case f.blind_locks when 0 then cast(:once as timestamptz) when 1 then cast(:twice as timestamptz)
                                       else cast(:longest as timestamptz) end end
            where (f.blind_failures < :max or f.blind_locked_until <= :now) and f.blind_consecutive_failures < :last
                and (f.failures < :max or f.locked_until <= :now)
            returning f.blind_failures as failures, f.blind_consecutive_failures as consecutive_failures,
                f.blind_locked_until as locked_until
            """);

    private static final NamedSql REFUND = NamedSql.of("""
            update failed_attempts set
                blind_failures = blind_failures - 1,
                blind_consecutive_failures = greatest(blind_consecutive_failures - 1, 0),
                blind_locks = blind_locks - :locked,
                blind_locked_until = case when :locked = 1 then null else blind_locked_until end
            where user_id = :user
            """);

    private static final NamedSql FORGET = NamedSql.of("""
            update failed_attempts set
                blind_failures = 0, blind_consecutive_failures = 0, blind_locks = 0, blind_locked_until = null
            where user_id = :user
            """);

    private final Statements database;
    private final ThrottleConfig config;

    BlindThrottle(Statements database, ThrottleConfig config) {
        this.database = database;
        this.config = config;
    }

    /**
     * Spends one attempt of the user and locks the user, before the code is checked: in two statements, whether it is
     * allowed or not. How long a lock lasts is not looked up, and {@code retryAfter} is zero then. A user who has no
     * attempt left is not locked here.
     */
    @Transactional(Transactional.TxType.MANDATORY)
    Attempt spendAttempt(UserId user, Instant now) {
        Optional<SpentAttempt> spent = SecondFactorThrottle.spending(database.of(SPEND), user, now, config.lock())
                .set("last", SecondFactorThrottle.MAX_CONSECUTIVE)
                .first(SpentAttempt::ofRow);
        Optional<ChallengeBinding> binding = lock(spent.isPresent() ? user : UserId.NONE);
        return SpentAttempt.attempt(spent, binding, now).orElseGet(() -> Attempt.whileLocked(Duration.ZERO));
    }

    private Optional<ChallengeBinding> lock(UserId user) {
        return database.of(SecondFactorThrottle.LOCK_ACTIVE).set("user", user).first(ChallengeBinding::ofRow);
    }

    /** Runs the statement of an attempt that locks the user for no user, so that both cases take the same time. */
    @Transactional(Transactional.TxType.MANDATORY)
    void lockNoUser() {
        lock(UserId.NONE);
    }

    /** Refunds one attempt that was no guess. */
    @Transactional(Transactional.TxType.MANDATORY)
    void refund(UserId user, Attempt attempt) {
        refund(user, attempt.locks());
    }

    /** Runs the statement of {@link #refund(UserId, Attempt)} for no user, so that both cases take the same time. */
    @Transactional(Transactional.TxType.MANDATORY)
    void refundNothing() {
        refund(UserId.NONE, false);
    }

    /** Forgets the failures of a user whose password was replaced: only the former password could cause them. */
    @Transactional(Transactional.TxType.MANDATORY)
    public void forget(UserId user) {
        database.of(FORGET).set("user", user).execute();
    }

    private void refund(UserId user, boolean locked) {
        database.of(REFUND).set("user", user).set("locked", locked ? 1 : 0).execute();
    }
}
