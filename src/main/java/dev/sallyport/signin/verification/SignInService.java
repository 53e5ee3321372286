package dev.sallyport.signin.verification;

import dev.sallyport.accounts.password.PasswordCredentials;
import dev.sallyport.accounts.password.PasswordMatch;
import dev.sallyport.accounts.password.Passwords;
import dev.sallyport.accounts.password.StoredPassword;
import dev.sallyport.base.database.Transactions;
import dev.sallyport.base.problem.Outcome;
import dev.sallyport.base.problem.ProblemException;
import dev.sallyport.base.problem.ProblemType;
import dev.sallyport.security.caller.ClientContext;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.Optional;

/**
 * The first step: two short transactions with the slow hash between them, while no connection is held.
 *
 * <p>An unknown user, a wrong password and a disabled user take the same work and get the same response.
 */
@ApplicationScoped
class SignInService {

    private final SignInStart entry;
    private final BlindSignInService blind;
    private final Passwords passwords;
    private final PasswordCredentials credentials;
    private final FirstStepCompletion completion;
    private final PasswordAudit trail;
    private final Clock clock;

    SignInService(
            SignInStart entry,
            BlindSignInService blind,
            Passwords passwords,
            PasswordCredentials credentials,
            FirstStepCompletion completion,
            PasswordAudit trail,
            Clock clock) {
        this.entry = entry;
        this.blind = blind;
        this.passwords = passwords;
        this.credentials = credentials;
        this.completion = completion;
        this.trail = trail;
        this.clock = clock;
    }

    SignInResult signIn(SignInRequest request, ClientContext context) {
        SignInAttempt attempt = entry.begin(request, context);
        if (attempt.blind().isPresent()) {
            return entry.refundOnFailure(attempt, context, () -> blind.signIn(attempt, request, context));
        }
        PasswordMatch match = entry.refundOnFailure(
                attempt, context, () -> passwords.compare(attempt.password(), request.password()));
        if (match == PasswordMatch.WRONG) {
            refuse(attempt, context);
            throw new ProblemException(ProblemType.INVALID_CREDENTIALS)
                    .detail("The email or the password is not correct. Check both, or set a new password at"
                            + " /v1/password/forgot.");
        }
        return entry.refundOnFailure(attempt, context, () -> complete(match, attempt, request, context))
                .orElseThrow();
    }

    private void refuse(SignInAttempt attempt, ClientContext context) {
        Transactions.run(() -> trail.refused(attempt, context));
        if (attempt.lastAnswered()) {
            trail.notifyOfStreakLater(attempt, context);
        }
    }

    private Outcome<SignInResult> complete(
            PasswordMatch match, SignInAttempt attempt, SignInRequest request, ClientContext context) {
        Optional<StoredPassword> upgraded = match == PasswordMatch.RIGHT_BUT_OUTDATED
                ? Optional.of(passwords.hash(request.password()))
                : Optional.empty();
        return Transactions.call(() -> complete(attempt, upgraded, context));
    }

    private Outcome<SignInResult> complete(
            SignInAttempt attempt, Optional<StoredPassword> upgraded, ClientContext context) {
        SignInSubject subject = attempt.subject().orElseThrow();
        entry.clear(attempt);
        upgraded.ifPresent(stronger ->
                credentials.upgrade(subject.user().id(), subject.password().orElseThrow(), stronger));
        if (subject.passwordResetRequired()) {
            trail.refused(attempt, context);
            return Outcome.refused(ProblemType.PASSWORD_RESET_REQUIRED);
        }
        return completion.afterPassword(subject, context, clock.instant());
    }
}
