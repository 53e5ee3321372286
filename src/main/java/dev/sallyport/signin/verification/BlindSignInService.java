package dev.sallyport.signin.verification;

import dev.sallyport.accounts.password.HashingLanes;
import dev.sallyport.accounts.password.PasswordMatch;
import dev.sallyport.accounts.password.Passwords;
import dev.sallyport.base.database.Transactions;
import dev.sallyport.security.caller.ClientContext;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;

/**
 * The first step after too many wrong passwords for an email: every password, correct or wrong, and every email, known
 * or not, gets the same challenge after the same work. Only the second step reveals whether both factors were correct.
 *
 * <p>So a stranger who knows an email can neither lock its owner out nor learn anything about the password.
 */
@ApplicationScoped
class BlindSignInService {

    private final BlindChallenges challenges;
    private final BlindCodeMail mail;
    private final HashingLanes lanes;
    private final Passwords passwords;
    private final BlindSignInAudit trail;
    private final Clock clock;

    BlindSignInService(
            BlindChallenges challenges,
            BlindCodeMail mail,
            HashingLanes lanes,
            Passwords passwords,
            BlindSignInAudit trail,
            Clock clock) {
        this.challenges = challenges;
        this.mail = mail;
        this.lanes = lanes;
        this.passwords = passwords;
        this.trail = trail;
        this.clock = clock;
    }

    /** Compares the password in the lane of its email, and opens a challenge in any case. */
    SignInResult.CodeRequired signIn(SignInAttempt attempt, SignInRequest request, ClientContext context) {
        PasswordMatch match = lanes.inTurn(
                OpenBlindChallenge.lane(attempt.emailHash()),
                attempt.blind().orElseThrow().tries(),
                () -> passwords.compare(attempt.password(), request.password()));
        boolean right =
                match != PasswordMatch.WRONG && !attempt.subject().orElseThrow().passwordResetRequired();
        Instant now = clock.instant();
        BlindChallenges.Opened opened = Transactions.call(() -> challenges.open(attempt, right, context, now));
        trail.note(attempt, context, now);
        if (right) {
            mail.passwordWasRight(opened, context, now);
        }
        return new SignInResult.CodeRequired(opened.answer());
    }
}
