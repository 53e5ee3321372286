package dev.sallyport.security.throttle;

import dev.sallyport.base.database.Transactions;
import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;

/**
 * Guesses at the password of one email address, which need not exist: ten in 15 minutes are answered. Those after them
 * are {@link BlindGuesses}.
 *
 * <p>A device that the owner once verified has a budget of its own (OWASP, device cookies). There is no lasting lock.
 */
@Singleton
public class PasswordThrottle {

    public static final int MAX_ATTEMPTS = 10;

    private final Allowances allowances;
    private final Allowance attempts;

    PasswordThrottle(Allowances allowances, ThrottleConfig config) {
        this.allowances = allowances;
        this.attempts = Allowance.of(AllowanceKind.PASSWORD, new Limit(MAX_ATTEMPTS, config.lock()));
    }

    /**
     * Spends one attempt, before the password is checked.
     *
     * @param device the recognized device that is asking, if any: it MUST be one of this user
     */
    @Transactional(Transactional.TxType.MANDATORY)
    public PasswordAttempt spend(byte[] emailHash, Optional<UUID> device, Instant now) {
        return spend(key(emailHash, device), now);
    }

    /** The same for a user who is signed in: returns how long to wait once the attempts are used up. */
    @Transactional(Transactional.TxType.MANDATORY)
    public Optional<Duration> spendForReauthentication(UUID user, Instant now) {
        return Optional.of(spend(AllowanceKey.ofId(user), now))
                .filter(attempt -> !attempt.allowed())
                .map(PasswordAttempt::retryAfter);
    }

    private PasswordAttempt spend(AllowanceKey key, Instant now) {
        AllowanceResult taking = allowances.take(attempts, key, now);
        return new PasswordAttempt(taking.granted(), taking.taken() == MAX_ATTEMPTS, taking.retryAfter());
    }

    /**
     * Runs the work of a spent attempt, outside a transaction. A failure of the service is not a guess and gives the
     * attempt back. The work MUST NOT throw refusals, which are guesses.
     */
    public <T> T refundOnFailure(byte[] emailHash, Optional<UUID> device, Supplier<T> work) {
        return refundOnFailure(key(emailHash, device), work);
    }

    /** The same for an attempt of a user who is signed in. */
    public <T> T refundOnFailure(UUID user, Supplier<T> work) {
        return refundOnFailure(AllowanceKey.ofId(user), work);
    }

    private <T> T refundOnFailure(AllowanceKey key, Supplier<T> work) {
        return Transactions.callOrCompensate(work, () -> allowances.add(-1, attempts, key));
    }

    /** Resets the guesses of this device, or of unknown devices, after a correct password. */
    @Transactional(Transactional.TxType.MANDATORY)
    public void clear(byte[] emailHash, Optional<UUID> device) {
        allowances.forget(AllowanceKind.PASSWORD, key(emailHash, device));
    }

    /** Resets the guesses of a user who is signed in, after a correct password. */
    @Transactional(Transactional.TxType.MANDATORY)
    public void clear(UUID user) {
        allowances.forget(AllowanceKind.PASSWORD, AllowanceKey.ofId(user));
    }

    /** Strangers share the part that names no device. */
    private static AllowanceKey key(byte[] emailHash, Optional<UUID> device) {
        AllowanceKey email = AllowanceKey.ofEmail(emailHash);
        return device.map(email::device).orElse(email);
    }
}
