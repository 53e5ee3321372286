package dev.sallyport.security.throttle;

import dev.sallyport.base.database.Transactions;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;

/**
 * Limits blind sign-ins, whose response does not reveal whether the password was correct, because {@link
 * PasswordThrottle} has counted too many wrong ones for the email. They are counted by email, which need not exist, and
 * network address.
 *
 * <p>Without an answer a guess is useless, unless the attacker also has the second factor. Such guesses, a wrong
 * password with a correct second factor, have their own budget.
 */
@ApplicationScoped
public class BlindGuesses {

    /** Wrong passwords with a right second proof for an email in a day. */
    public static final int MAX_PROVEN = 10;

    private static final Allowance PROVEN = Allowance.of(AllowanceKind.BLIND_PROOF, Limit.daily(MAX_PROVEN));
    private static final Allowance NOTICES = Allowance.of(AllowanceKind.WRONG_PASSWORDS_NOTICE, Limit.daily(1));

    /** In the order in which a sign-in takes them, so that the two never wait for each other. */
    private static final List<Set<AllowanceKind>> FORGOTTEN =
            List.of(Set.of(AllowanceKind.PASSWORD, AllowanceKind.BLIND_PROOF), Set.of(AllowanceKind.BLIND_SIGN_IN));

    private final Allowances allowances;
    private final Allowance attempts;

    BlindGuesses(Allowances allowances, ThrottleConfig config) {
        this.allowances = allowances;
        this.attempts = Allowance.of(AllowanceKind.BLIND_SIGN_IN, new Limit(BlindAttempt.MAX_TRIES, config.lock()));
    }

    /** Spends one blind sign-in, before the password is checked. */
    @Transactional(Transactional.TxType.MANDATORY)
    public BlindAttempt spend(byte[] emailHash, String address, Instant now) {
        AllowanceResult result =
                allowances.take(attempts, AllowanceKey.ofEmail(emailHash).from(address), now);
        return new BlindAttempt(result.taken(), result.retryAfter());
    }

    /**
     * Runs the work of a spent attempt, outside a transaction. A failure of the service refunds it. The
     * work MUST NOT throw refusals, which are guesses.
     */
    public <T> T refundOnFailure(byte[] emailHash, String address, Supplier<T> work) {
        AllowanceKey key = AllowanceKey.ofEmail(emailHash).from(address);
        return Transactions.callOrCompensate(work, () -> allowances.add(-1, attempts, key));
    }

    /**
     * Locks the count of wrong passwords with a right second proof until the transaction ends.
     *
     * @return whether the next second proof may be accepted
     */
    @Transactional(Transactional.TxType.MANDATORY)
    public boolean lockProven(byte[] emailHash, Instant now) {
        return allowances.take(PROVEN, AllowanceKey.ofEmail(emailHash), 0, now).granted();
    }

    /** Writes in any case, so that the answer takes as long whether the second proof was right or not. */
    @Transactional(Transactional.TxType.MANDATORY)
    public void countProven(byte[] emailHash, boolean proven) {
        allowances.add(proven ? 1 : 0, PROVEN, AllowanceKey.ofEmail(emailHash));
    }

    /** Whether this is the first call for the email in a day: the owner gets one notice of a run of wrong passwords. */
    @Transactional(Transactional.TxType.MANDATORY)
    public boolean takeDailyNotice(byte[] emailHash, Instant now) {
        return allowances.take(NOTICES, AllowanceKey.ofEmail(emailHash), now).granted();
    }

    /** Forgets every count of this email but the day of the last notice: its owner has proved the mailbox. */
    @Transactional(Transactional.TxType.MANDATORY)
    public void clear(byte[] emailHash) {
        FORGOTTEN.forEach(kinds -> allowances.forgetAll(kinds, AllowanceKey.ofEmail(emailHash)));
    }
}
