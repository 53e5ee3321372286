package dev.sallyport.signin.verification;

import dev.sallyport.accounts.password.SerialPerUser;
import dev.sallyport.base.database.Transactions;
import dev.sallyport.base.problem.Outcome;
import dev.sallyport.base.problem.ProblemException;
import dev.sallyport.factors.factor.CodeCheckContext;
import dev.sallyport.factors.factor.CodeProblems;
import dev.sallyport.factors.factor.CodeResult;
import dev.sallyport.factors.factor.CodeVerification;
import dev.sallyport.factors.factor.FactorAttempt;
import dev.sallyport.factors.factor.FactorCheck;
import dev.sallyport.factors.factor.NormalizedCode;
import dev.sallyport.factors.factor.PreparedCode;
import dev.sallyport.factors.factor.SecondFactors;
import dev.sallyport.security.assurance.FactorMethod;
import dev.sallyport.security.audit.AuditEntry;
import dev.sallyport.security.audit.AuditType;
import dev.sallyport.security.caller.ClientContext;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;

/**
 * The second step: one transaction, which commits even if it refuses, so that the spent attempt is kept. For a code
 * that needs a slow hash, earlier transactions spend a try of the challenge and check the lock.
 *
 * <p>Locks are always taken in the order challenge, attempts, user, factor.
 */
@ApplicationScoped
class VerificationService {

    private final Challenges challenges;
    private final SecondFactors factors;
    private final CodeVerification codes;
    private final SerialPerUser serial;
    private final SecondStepCompletion completion;
    private final Clock clock;

    VerificationService(
            Challenges challenges,
            SecondFactors factors,
            CodeVerification codes,
            SerialPerUser serial,
            SecondStepCompletion completion,
            Clock clock) {
        this.challenges = challenges;
        this.factors = factors;
        this.codes = codes;
        this.serial = serial;
        this.completion = completion;
        this.clock = clock;
    }

    /** Answers a challenge with a code. */
    SignInResult verify(VerifyRequest request, ClientContext context) {
        NormalizedCode code = factors.read(request.method(), request.answer());
        return factors.isSlow(code)
                ? verifySlowly(request, code, context).orElseThrow()
                : Transactions.call(() -> verifyAtOnce(request, code, context)).orElseThrow();
    }

    private Outcome<SignInResult> verifyAtOnce(VerifyRequest request, NormalizedCode code, ClientContext context) {
        Instant now = clock.instant();
        return spendAttempt(request, now).then(challenge -> {
            PreparedCode prepared = factors.prepare(code, challenge.user().id());
            return verify(challenge, request, prepared, context, now);
        });
    }

    /** Nothing is hashed for a challenge without a try left, nor for a user who is locked. */
    private Outcome<SignInResult> verifySlowly(VerifyRequest request, NormalizedCode code, ClientContext context) {
        OpenChallenge challenge =
                Transactions.call(() -> spendAttempt(request, clock.instant())).orElseThrow();
        return challenges.refundOnFailure(
                challenge,
                () -> serial.call(challenge.user().id(), () -> verifyInTurn(challenge, request, code, context)));
    }

    private Outcome<SignInResult> verifyInTurn(
            OpenChallenge challenge, VerifyRequest request, NormalizedCode code, ClientContext context) {
        return Transactions.call(
                        () -> codes.refuseWhileLocked(submitted(challenge, request.method(), context, clock.instant())))
                .then(unlocked -> challenge.beforeLock()
                        ? Outcome.<PreparedCode>refused(SignInProblems.expired())
                        : Outcome.of(factors.prepare(code, challenge.user().id())))
                .then(prepared -> Transactions.call(() -> verifyUnderLock(request, prepared, context)));
    }

    /** The challenge was not locked while the code was hashed, and may have ended. */
    private Outcome<SignInResult> verifyUnderLock(VerifyRequest request, PreparedCode code, ClientContext context) {
        Instant now = clock.instant();
        return challenges
                .lockAnswered(request.challengeToken(), request.method(), now)
                .map(open -> verify(open, request, code, context, now))
                .orElseGet(() -> Outcome.refused(SignInProblems.expired()));
    }

    private Outcome<OpenChallenge> spendAttempt(VerifyRequest request, Instant now) {
        return challenges
                .spendAttempt(request.challengeToken(), request.method(), now)
                .map(Outcome::of)
                .orElseGet(() -> Outcome.refused(notAnswerable(request, now)));
    }

    private Outcome<SignInResult> verify(
            OpenChallenge challenge, VerifyRequest request, PreparedCode code, ClientContext context, Instant now) {
        FactorAttempt attempt = new FactorAttempt(challenge.user().id(), challenge.id(), code, context, now);
        return codes.verify(submitted(challenge, code.method(), context, now), () -> {
                    FactorCheck check = factors.begin(attempt);
                    return spent -> challenge.isVoidFor(spent.binding())
                            ? CodeResult.unchecked(SignInProblems.expired())
                            : check.result(challenge.failuresLeft());
                })
                .map(accepted -> {
                    challenges.close(challenge, now);
                    return completion.afterCode(challenge, request, factors.amr(code), challenge.placeOf(context), now);
                });
    }

    /** A method that the challenge does not offer is a front-end error and costs no attempt. */
    private ProblemException notAnswerable(VerifyRequest request, Instant now) {
        return challenges
                .lockOpen(request.challengeToken(), now)
                .map(open -> CodeProblems.wrongMethod(open.purpose().methods()))
                .orElseGet(SignInProblems::expired);
    }

    private static CodeCheckContext submitted(
            OpenChallenge challenge, FactorMethod method, ClientContext context, Instant now) {
        return CodeCheckContext.completingSignIn(
                method,
                refused(AuditType.AUTHN_CODE_FAIL, challenge, method, context, now),
                refused(AuditType.EXCESS_RATE_LIMIT_EXCEEDED, challenge, method, context, now));
    }

    private static AuditEntry refused(
            AuditType type, OpenChallenge challenge, FactorMethod method, ClientContext context, Instant now) {
        return AuditEntry.refused(type, now, context)
                .user(challenge.user().id())
                .with("method", method.text());
    }
}
