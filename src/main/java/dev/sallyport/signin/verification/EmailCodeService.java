package dev.sallyport.signin.verification;

import dev.sallyport.accounts.password.PasswordCredentials;
import dev.sallyport.base.problem.Outcome;
import dev.sallyport.base.problem.ProblemException;
import dev.sallyport.base.problem.ProblemType;
import dev.sallyport.factors.email.CodeDelivery;
import dev.sallyport.factors.email.EmailCodeDelivery;
import dev.sallyport.security.caller.ClientContext;
import dev.sallyport.security.caller.UserCaller;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;

/** Sends codes outside a first sign-in: the code of an open challenge once more, and one for stepping up. */
@ApplicationScoped
class EmailCodeService {

    private final Challenges challenges;
    private final EmailCodeDelivery delivery;
    private final PasswordCredentials credentials;
    private final SignInAudit trail;
    private final Clock clock;

    EmailCodeService(
            Challenges challenges,
            EmailCodeDelivery delivery,
            PasswordCredentials credentials,
            SignInAudit trail,
            Clock clock) {
        this.challenges = challenges;
        this.delivery = delivery;
        this.credentials = credentials;
        this.trail = trail;
        this.clock = clock;
    }

    /** Sends the same code again within the limits; the response reports if a limit prevents it. */
    @Transactional
    Outcome<CodeResendResponse> resend(String challengeToken, ClientContext context) {
        Instant now = clock.instant();
        Optional<OpenChallenge> open = challenges.lockOpen(challengeToken, now);
        if (open.isEmpty()) {
            return Outcome.refused(SignInProblems.expired());
        }
        OpenChallenge challenge = open.get();
        if (challenge.purpose() != ChallengePurpose.DEVICE_VERIFICATION) {
            return Outcome.refused(new ProblemException(ProblemType.CONFLICT)
                    .detail("This challenge does not use a code sent by email. Use one of its methods."));
        }
        return Outcome.of(send(challenge, context, now));
    }

    /** Sends a code with which the session can be stepped up; while one is live, the same again. */
    @Transactional
    Outcome<CodeResendResponse> sendStepUpCode(UserCaller caller, ClientContext context) {
        if (caller.twoFactorEnabled()) {
            return Outcome.refused(new ProblemException(ProblemType.CONFLICT)
                    .detail("Two-factor sign-in is on. Use a second factor instead of a code sent by email."));
        }
        if (credentials.isResetRequired(caller.userId())) {
            return Outcome.refused(ProblemType.PASSWORD_RESET_REQUIRED);
        }
        Instant now = clock.instant();
        return challenges
                .stepUp(caller.sessionId(), caller.userId(), now)
                .map(challenge -> Outcome.of(send(challenge, context, now)))
                .orElseGet(() -> Outcome.refused(ProblemType.NOT_AUTHENTICATED));
    }

    private CodeResendResponse send(OpenChallenge challenge, ClientContext context, Instant now) {
        CodeDelivery code = deliver(challenge, context, now);
        if (code.sent()) {
            trail.codeSent(challenge.user().id(), context, now);
        }
        return new CodeResendResponse(code.resendAfter(), code.delivery());
    }

    /** The code of a challenge from before a lock is void, so it is not sent. */
    private CodeDelivery deliver(OpenChallenge challenge, ClientContext context, Instant now) {
        if (challenge.beforeLock()) {
            return delivery.progress(
                    challenge.user().id(), challenge.id(), challenge.mailKind(), context.address(), now);
        }
        return delivery.resend(challenge.codeRecipient(context), now);
    }
}
