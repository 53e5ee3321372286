package dev.sallyport.accounts.password;

import dev.sallyport.base.database.Transactions;
import dev.sallyport.base.ids.UserId;
import dev.sallyport.base.problem.Outcome;
import dev.sallyport.base.problem.ProblemException;
import dev.sallyport.base.problem.ProblemType;
import dev.sallyport.security.audit.Audit;
import dev.sallyport.security.audit.AuditEntry;
import dev.sallyport.security.audit.AuditType;
import dev.sallyport.security.caller.ClientContext;
import dev.sallyport.security.throttle.PasswordThrottle;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Asks a signed-in user for the password again. Attempts are counted separately from sign-in, so that a stranger who
 * guesses at sign-in cannot lock out a signed-in user.
 */
@ApplicationScoped
public class PasswordReauthentication {

    private final PasswordCredentials credentials;
    private final Passwords passwords;
    private final SerialPerUser serial;
    private final PasswordThrottle throttle;
    private final Audit audit;
    private final Clock clock;

    PasswordReauthentication(
            PasswordCredentials credentials,
            Passwords passwords,
            SerialPerUser serial,
            PasswordThrottle throttle,
            Audit audit,
            Clock clock) {
        this.credentials = credentials;
        this.passwords = passwords;
        this.serial = serial;
        this.throttle = throttle;
        this.audit = audit;
        this.clock = clock;
    }

    /** Whether the user has a password. It MUST be called outside a transaction. */
    public boolean isPossible(UserId user) {
        return Transactions.call(() -> credentials.find(user)).isPresent();
    }

    /**
     * Returns the stored password if this is it; it MUST be called outside a transaction.
     *
     * @throws ProblemException {@code invalid-credentials}, {@code password-reset-required} where the password is
     *     disabled, or {@code too-many-attempts} after ten wrong ones
     */
    public StoredPassword require(UserId user, String password, ClientContext context) {
        return serial.call(user, () -> requireInTurn(user, password, context));
    }

    private StoredPassword requireInTurn(UserId user, String password, ClientContext context) {
        Instant now = clock.instant();
        Optional<StoredPassword> stored =
                Transactions.call(() -> begin(user, now)).orElseThrow();
        PasswordMatch match = throttle.refundOnFailure(user.value(), () -> passwords.compare(stored, password));
        Optional<ProblemException> refusal = Transactions.call(() -> conclude(user, match, context, now));
        if (refusal.isPresent()) {
            throw refusal.get();
        }
        return stored.orElseThrow();
    }

    private Optional<ProblemException> conclude(UserId user, PasswordMatch match, ClientContext context, Instant now) {
        if (match != PasswordMatch.WRONG) {
            throttle.clear(user.value());
        }
        Optional<ProblemException> refusal = refusal(user, match);
        refusal.ifPresent(problem -> audit.record(AuditEntry.refused(AuditType.AUTHN_LOGIN_FAIL, now, context)
                .user(user)
                .with("step", "password_again")));
        return refusal;
    }

    /** After a reported sign-in, an attacker may still hold another session and knows the password. */
    private Optional<ProblemException> refusal(UserId user, PasswordMatch match) {
        if (match == PasswordMatch.WRONG) {
            return Optional.of(wrongPassword());
        }
        return credentials.isResetRequired(user)
                ? Optional.of(new ProblemException(ProblemType.PASSWORD_RESET_REQUIRED))
                : Optional.empty();
    }

    /** The refusal of a password that is not, or no longer, the user's. */
    public static ProblemException wrongPassword() {
        return new ProblemException(ProblemType.INVALID_CREDENTIALS)
                .detail("The current password is not correct. Enter it again.");
    }

    private Outcome<Optional<StoredPassword>> begin(UserId user, Instant now) {
        Optional<Duration> wait = throttle.spendForReauthentication(user.value(), now);
        return wait.isPresent()
                ? Outcome.refused(new ProblemException(ProblemType.TOO_MANY_ATTEMPTS)
                        .detail("Too many wrong passwords. Try again after the time in Retry-After.")
                        .retryAfter(wait.get()))
                : Outcome.of(credentials.find(user));
    }
}
