package dev.sallyport.signin.verification;

import dev.sallyport.accounts.password.HashingLanes;
import dev.sallyport.base.database.Transactions;
import dev.sallyport.base.problem.ProblemException;
import dev.sallyport.base.problem.ProblemType;
import dev.sallyport.factors.factor.NormalizedCode;
import dev.sallyport.factors.factor.PreparedCode;
import dev.sallyport.factors.factor.SecondFactors;
import dev.sallyport.mailing.mail.Delivery;
import dev.sallyport.security.caller.ClientContext;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;

/**
 * The second step of a blind sign-in. Until both factors are correct, every response is the same for a correct
 * password, a wrong one and an unknown email.
 */
@ApplicationScoped
class BlindVerificationService {

    private final BlindChallenges challenges;
    private final BlindChallengeVerifier verifier;
    private final BlindSignInAudit trail;
    private final BlindCodeMail mail;
    private final SecondFactors factors;
    private final HashingLanes lanes;
    private final Clock clock;

    BlindVerificationService(
            BlindChallenges challenges,
            BlindChallengeVerifier verifier,
            BlindSignInAudit trail,
            BlindCodeMail mail,
            SecondFactors factors,
            HashingLanes lanes,
            Clock clock) {
        this.challenges = challenges;
        this.verifier = verifier;
        this.trail = trail;
        this.mail = mail;
        this.factors = factors;
        this.lanes = lanes;
        this.clock = clock;
    }

    /** Answers a blind challenge with a code: its try is spent before anything is hashed or compared. */
    SignInResult verify(VerifyRequest request, ClientContext context) {
        NormalizedCode code = factors.read(request.method(), request.answer());
        Instant now = clock.instant();
        OpenBlindChallenge challenge = Transactions.call(() -> challenges.spendAttempt(request.challengeToken(), now))
                .orElseThrow(SignInProblems::expired);
        BlindChallengeVerifier.BlindResult result = answer(challenge, request, code, context);
        result.wrongCode().ifPresent(wrong -> trail.noteWrongCode(wrong, context));
        return result.step().orElseThrow(() -> refused(challenge, request, context));
    }

    private ProblemException refused(OpenBlindChallenge challenge, VerifyRequest request, ClientContext context) {
        trail.noteRefusal(challenge, request.method(), context, clock.instant());
        return new ProblemException(ProblemType.INVALID_CODE)
                .detail(
                        challenge.attemptsLeft() > 0
                                ? "The email, the password or the code is not correct. Enter a new code, or start again."
                                : "The email, the password or the code is not correct, and that was the last attempt."
                                        + " Start again.")
                .with("attemptsLeft", challenge.attemptsLeft());
    }

    /**
     * Hashes and checks in the lane of the email, so that answers sent at the same moment wait here for each other, and
     * do not hold a database connection each. A failure of the service consumes no try.
     */
    private BlindChallengeVerifier.BlindResult answer(
            OpenBlindChallenge challenge, VerifyRequest request, NormalizedCode code, ClientContext context) {
        return Transactions.callOrCompensate(
                () -> lanes.inTurn(challenge.lane(), challenge.rank(), () -> {
                    PreparedCode prepared = factors.prepare(code, challenge.userOrStandIn());
                    return Transactions.call(
                            () -> verifier.verify(challenge, request, prepared, context, clock.instant()));
                }),
                () -> challenges.returnAttempt(challenge));
    }

    /** Requests the emailed code again; the response does not reveal whether a mail is sent. */
    CodeResendResponse resend(String challengeToken, ClientContext context) {
        Instant now = clock.instant();
        OpenBlindChallenge challenge =
                Transactions.call(() -> challenges.find(challengeToken, now)).orElseThrow(SignInProblems::expired);
        if (!mail.resendAfter(challenge.mailRequestedAt()).isAfter(now)) {
            boolean mailAllowed = Transactions.call(() -> challenges.requestResend(challenge, context, now));
            if (mailAllowed) {
                mail.resendRequested(challenge.id(), context, now);
            }
        }
        return new CodeResendResponse(mail.resendAfter(now), Delivery.QUEUED);
    }

    /** The state of a blind challenge, without anything that would reveal the password. */
    ChallengeView view(String challengeToken) {
        Instant now = clock.instant();
        OpenBlindChallenge challenge =
                Transactions.call(() -> challenges.find(challengeToken, now)).orElseThrow(SignInProblems::expired);
        Instant next = mail.resendAfter(challenge.mailRequestedAt());
        return ChallengeView.blind(challenge, next.isBefore(now) ? now : next);
    }
}
