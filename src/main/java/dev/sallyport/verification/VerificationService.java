package dev.sallyport.verification;

import dev.sallyport.account.Users;
import dev.sallyport.audit.Audit;
import dev.sallyport.audit.AuditEntry;
import dev.sallyport.audit.AuditType;
import dev.sallyport.caller.Origin;
import dev.sallyport.factor.FactorAttempt;
import dev.sallyport.factor.FactorMethod;
import dev.sallyport.factor.SecondFactor;
import dev.sallyport.factor.email.CodeRecipient;
import dev.sallyport.factor.email.EmailCodeDelivery;
import dev.sallyport.factor.totp.TotpFactor;
import dev.sallyport.problem.Outcome;
import dev.sallyport.problem.ProblemException;
import dev.sallyport.problem.ProblemType;
import dev.sallyport.session.Amr;
import dev.sallyport.throttle.Attempt;
import dev.sallyport.throttle.Throttle;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Instance;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * The second door: one transaction, which commits also when it refuses, since the spent attempt must survive.
 *
 * <p>Locks are always taken in the order challenge, attempts, factor.
 */
@ApplicationScoped
class VerificationService {

    private final Challenges challenges;
    private final Throttle throttle;
    private final Map<FactorMethod, SecondFactor> factors = new EnumMap<>(FactorMethod.class);
    private final TotpFactor totp;
    private final SignInCompletion completion;
    private final EmailCodeDelivery delivery;
    private final Users users;
    private final Audit audit;
    private final Clock clock;

    VerificationService(
            Challenges challenges,
            Throttle throttle,
            Instance<SecondFactor> factors,
            TotpFactor totp,
            SignInCompletion completion,
            EmailCodeDelivery delivery,
            Users users,
            Audit audit,
            Clock clock) {
        this.challenges = challenges;
        this.throttle = throttle;
        factors.forEach(factor -> this.factors.put(factor.method(), factor));
        this.totp = totp;
        this.completion = completion;
        this.delivery = delivery;
        this.users = users;
        this.audit = audit;
        this.clock = clock;
    }

    /** Answers a challenge with a code. */
    @Transactional
    Outcome<Step> verify(VerifyRequest request, Origin origin) {
        SecondFactor factor = factors.get(request.method());
        if (factor == null || !factor.isWellFormed(request.code())) {
            return Outcome.refused(malformed(factor == null ? "method" : "code"));
        }
        Instant now = clock.instant();
        Optional<OpenChallenge> open = challenges.spendTry(request.challengeToken(), request.method(), now);
        if (open.isEmpty()) {
            return Outcome.refused(notAnswerable(request, now));
        }
        OpenChallenge challenge = open.get();
        Attempt attempt = throttle.spendAttempt(challenge.user().id(), now);
        if (!attempt.allowed()) {
            audit.record(refused(AuditType.EXCESS_RATE_LIMIT_EXCEEDED, challenge, request, origin, now));
            return Outcome.refused(locked(attempt));
        }
        FactorAttempt submitted = new FactorAttempt(challenge.user().id(), challenge.id(), request.code(), now);
        if (!factor.accept(submitted)) {
            return Outcome.refused(wrong(challenge, attempt, request, origin, now));
        }
        throttle.clear(challenge.user().id());
        challenges.close(challenge, now);
        return Outcome.of(complete(challenge, request, origin, now));
    }

    /** Sends the code of a challenge once more, if the limits allow; the answer does not say. */
    @Transactional
    Outcome<ResendAccepted> resend(String challengeToken, Origin origin) {
        Instant now = clock.instant();
        Optional<OpenChallenge> open = challenges.lockOpen(challengeToken, now);
        if (open.isEmpty()) {
            return Outcome.refused(expired());
        }
        OpenChallenge challenge = open.get();
        if (challenge.purpose() != ChallengePurpose.DEVICE_VERIFICATION) {
            return Outcome.refused(
                    new ProblemException(ProblemType.CONFLICT).detail("This challenge has no code sent by email."));
        }
        boolean sent = delivery.resend(
                new CodeRecipient(
                        challenge.user().id(),
                        challenge.user().email(),
                        challenge.locale(),
                        challenge.id(),
                        origin.address(),
                        challenge.expiresAt()),
                now);
        if (sent) {
            audit.record(AuditEntry.success(AuditType.AUTHN_CODE_SENT, now, origin)
                    .user(challenge.user().id()));
        }
        return Outcome.of(new ResendAccepted(delivery.resendAfter(now)));
    }

    private Step complete(OpenChallenge challenge, VerifyRequest request, Origin origin, Instant now) {
        if (challenge.purpose() == ChallengePurpose.DEVICE_VERIFICATION) {
            users.markEmailVerified(challenge.user().id(), now);
            return completion.afterDeviceVerification(challenge, request.deviceName(), origin, now);
        }
        return completion.afterSecondFactor(challenge, amr(request.method()), origin, now);
    }

    private static List<String> amr(FactorMethod method) {
        return switch (method) {
            case TOTP -> Amr.PASSWORD_AND_TOTP;
            case EMAIL_CODE -> Amr.PASSWORD_AND_EMAIL;
            case RECOVERY_CODE, PAPER_KEY -> throw new IllegalStateException("No factor of this kind is installed");
        };
    }

    private ProblemException wrong(
            OpenChallenge challenge, Attempt attempt, VerifyRequest request, Origin origin, Instant now) {
        audit.record(refused(AuditType.AUTHN_CODE_FAIL, challenge, request, origin, now));
        if (attempt.locks()) {
            audit.record(refused(AuditType.AUTHN_LOGIN_LOCK, challenge, request, origin, now));
        }
        if (attempt.inARow() >= Throttle.MAX_IN_A_ROW) {
            totp.suspend(challenge.user().id());
        }
        int left = Math.min(Challenge.MAX_FAILURES - challenge.failures(), attempt.remaining());
        return new ProblemException(ProblemType.INVALID_CODE)
                .detail("The code is wrong, too old, or was used before.")
                .with("attemptsLeft", left);
    }

    /** A method that the challenge does not offer is a mistake of the front end, and costs nothing. */
    private ProblemException notAnswerable(VerifyRequest request, Instant now) {
        return challenges.lockOpen(request.challengeToken(), now).isPresent() ? malformed("method") : expired();
    }

    private static ProblemException malformed(String field) {
        String message = field.equals("method") ? "this challenge is not answered so" : "must be exactly six digits";
        return new ProblemException(ProblemType.INVALID_REQUEST).error(field, message);
    }

    private static ProblemException expired() {
        return new ProblemException(ProblemType.CHALLENGE_EXPIRED)
                .detail("This sign-in has ended or was never begun. Start again with the password.");
    }

    private static ProblemException locked(Attempt attempt) {
        return new ProblemException(ProblemType.TOO_MANY_ATTEMPTS)
                .detail("Too many wrong codes. Try again later.")
                .retryAfter(attempt.retryAfter());
    }

    private static AuditEntry refused(
            AuditType type, OpenChallenge challenge, VerifyRequest request, Origin origin, Instant now) {
        return AuditEntry.refused(type, now, origin)
                .user(challenge.user().id())
                .with("method", request.method().name().toLowerCase(Locale.ROOT));
    }
}
