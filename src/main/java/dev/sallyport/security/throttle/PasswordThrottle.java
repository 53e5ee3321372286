package dev.sallyport.security.throttle;

import dev.sallyport.base.database.Transactions;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import org.hibernate.Session;

/**
 * Guesses at the password of one email address, which need not exist: ten in 15 minutes are answered. Those after them are
 * {@link BlindGuesses}.
 *
 * <p>A device that the owner once verified has a budget of its own (OWASP, device cookies). There is no lasting lock.
 */
@ApplicationScoped
public class PasswordThrottle {

    public static final int MAX_ATTEMPTS = 10;

    private static final UUID STRANGER = new UUID(0, 0);

    private static final String SPEND = """
            insert into password_attempts as p (email_hash, device_id, attempts, expires_at)
            values (:email, :device, 1, :end)
            on conflict (email_hash, device_id) do update set
                attempts = case when p.expires_at <= :now then 1 else least(p.attempts, :max) + 1 end,
                expires_at = case when p.expires_at <= :now then excluded.expires_at else p.expires_at end
            returning p.attempts, p.expires_at
            """;

    private final Session database;
    private final ThrottleConfig config;

    PasswordThrottle(Session database, ThrottleConfig config) {
        this.database = database;
        this.config = config;
    }

    /**
     * Spends one attempt, before the password is checked.
     *
     * @param device the recognised device that is asking, if any: it MUST be one of this user
     */
    @Transactional(Transactional.TxType.MANDATORY)
    public PasswordAttempt spend(byte[] emailHash, Optional<UUID> device, Instant now) {
        List<Object[]> spent = database.createNativeQuery(SPEND, Object[].class)
                .setParameter("email", emailHash)
                .setParameter("device", device.orElse(STRANGER))
                .setParameter("end", now.plus(config.lock()))
                .setParameter("now", now)
                .setParameter("max", MAX_ATTEMPTS)
                .getResultList();
        Object[] row = spent.get(0);
        return PasswordAttempt.of(((Number) row[0]).intValue(), MAX_ATTEMPTS, Duration.between(now, (Instant) row[1]));
    }

    /** The same without blind attempts: returns how long to wait once the attempts are used up. */
    @Transactional(Transactional.TxType.MANDATORY)
    public Optional<Duration> spendAttempt(byte[] emailHash, Optional<UUID> device, Instant now) {
        return Optional.of(spend(emailHash, device, now))
                .filter(attempt -> !attempt.allowed())
                .map(PasswordAttempt::retryAfter);
    }

    /**
     * Runs the work of a spent attempt, outside a transaction. A failure of the service is not a guess and gives the
     * attempt back. The work MUST NOT throw refusals, which are guesses.
     */
    public <T> T orGiveBack(byte[] emailHash, Optional<UUID> device, Supplier<T> work) {
        try {
            return work.get();
        } catch (RuntimeException fault) {
            try {
                Transactions.run(() -> giveBack(emailHash, device));
            } catch (RuntimeException again) {
                fault.addSuppressed(again); // the database is away: the count ends with its window
            }
            throw fault;
        }
    }

    private void giveBack(byte[] emailHash, Optional<UUID> device) {
        database.createNativeMutationQuery("update password_attempts set attempts = attempts - 1"
                        + " where email_hash = :email and device_id = :device and attempts > 0")
                .setParameter("email", emailHash)
                .setParameter("device", device.orElse(STRANGER))
                .executeUpdate();
    }

    /** Resets the guesses of this device, or of unknown devices, after a correct password. */
    @Transactional(Transactional.TxType.MANDATORY)
    public void clear(byte[] emailHash, Optional<UUID> device) {
        database.createNativeMutationQuery(
                        "delete from password_attempts where email_hash = :email and device_id = :device")
                .setParameter("email", emailHash)
                .setParameter("device", device.orElse(STRANGER))
                .executeUpdate();
    }
}
