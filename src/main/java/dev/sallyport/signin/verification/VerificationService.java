package dev.sallyport.signin.verification;

import dev.sallyport.accounts.password.OneAtATime;
import dev.sallyport.base.database.Transactions;
import dev.sallyport.base.problem.Outcome;
import dev.sallyport.base.problem.ProblemException;
import dev.sallyport.base.problem.ProblemType;
import dev.sallyport.factors.factor.CodeProblems;
import dev.sallyport.factors.factor.FactorAttempt;
import dev.sallyport.factors.factor.FactorMethod;
import dev.sallyport.factors.factor.SecondFactorThrottle;
import dev.sallyport.factors.factor.SecondFactors;
import dev.sallyport.factors.factor.VerificationResult;
import dev.sallyport.factors.factor.WrongCodes;
import dev.sallyport.security.audit.Audit;
import dev.sallyport.security.audit.AuditEntry;
import dev.sallyport.security.audit.AuditType;
import dev.sallyport.security.caller.ClientContext;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;

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
    private final SecondFactorThrottle throttle;
    private final OneAtATime turns;
    private final SignInCompletion completion;
    private final WrongCodes wrongCodes;
    private final Audit audit;
    private final Clock clock;

    VerificationService(
            Challenges challenges,
            SecondFactors factors,
            SecondFactorThrottle throttle,
            OneAtATime turns,
            SignInCompletion completion,
            WrongCodes wrongCodes,
            Audit audit,
            Clock clock) {
        this.challenges = challenges;
        this.factors = factors;
        this.throttle = throttle;
        this.turns = turns;
        this.completion = completion;
        this.wrongCodes = wrongCodes;
        this.audit = audit;
        this.clock = clock;
    }

    /** Answers a challenge with a code. */
    Step verify(VerifyRequest request, ClientContext context) {
        String typed = factors.read(request.method(), request.code());
        return factors.isSlow(request.method())
                ? verifySlowly(request, typed, context).orElseThrow()
                : Transactions.call(() -> verifyAtOnce(request, typed, context)).orElseThrow();
    }

    private Outcome<Step> verifyAtOnce(VerifyRequest request, String code, ClientContext context) {
        Instant now = clock.instant();
        return spendTry(request, now).then(challenge -> verify(challenge, request, code, context, now));
    }

    /** Nothing is hashed for a challenge without a try left, nor for a user who is locked. */
    private Outcome<Step> verifySlowly(VerifyRequest request, String typed, ClientContext context) {
        OpenChallenge challenge =
                Transactions.call(() -> spendTry(request, clock.instant())).orElseThrow();
        return challenges.orGiveBack(
                challenge,
                () -> turns.call(challenge.user().id(), () -> verifyInTurn(challenge, request, typed, context)));
    }

    private Outcome<Step> verifyInTurn(
            OpenChallenge challenge, VerifyRequest request, String typed, ClientContext context) {
        Optional<ProblemException> refusal =
                Transactions.call(() -> refusalWhileLocked(challenge, request.method(), context, clock.instant()));
        if (refusal.isPresent()) {
            return Outcome.refused(refusal.get());
        }
        String code = factors.prepare(request.method(), challenge.user().id(), typed);
        return Transactions.call(() -> {
            Instant now = clock.instant();
            return challenges
                    .lockAnswered(request.challengeToken(), request.method(), now)
                    .map(open -> verify(open, request, code, context, now))
                    .orElseGet(() -> Outcome.refused(expired()));
        });
    }

    private Optional<ProblemException> refusalWhileLocked(
            OpenChallenge challenge, FactorMethod method, ClientContext context, Instant now) {
        Optional<ProblemException> locked = factors.refusalWhileLocked(
                        challenge.user().id(), now)
                .map(verdict -> refuse(challenge, verdict, method, context, now));
        return locked.isEmpty() && challenge.beforeLock() ? Optional.of(expired()) : locked;
    }

    private Outcome<OpenChallenge> spendTry(VerifyRequest request, Instant now) {
        return challenges
                .spendTry(request.challengeToken(), request.method(), now)
                .map(Outcome::of)
                .orElseGet(() -> Outcome.refused(notAnswerable(request, now)));
    }

    private Outcome<Step> verify(
            OpenChallenge challenge, VerifyRequest request, String code, ClientContext context, Instant now) {
        VerificationResult verdict = factors.verify(
                request.method(),
                new FactorAttempt(challenge.user().id(), challenge.id(), code, now),
                challenge.standing());
        if (verdict.isVoid()) {
            factors.giveBack(challenge.user().id(), verdict);
            return Outcome.refused(expired());
        }
        if (!verdict.isRight()) {
            return Outcome.refused(refuse(challenge, verdict, request.method(), context, now));
        }
        throttle.clear(challenge.user().id());
        challenges.close(challenge, now);
        return Outcome.of(completion.afterCode(challenge, request, challenge.placeOf(context), now));
    }

    private ProblemException refuse(
            OpenChallenge challenge,
            VerificationResult verdict,
            FactorMethod method,
            ClientContext context,
            Instant now) {
        AuditType type = verdict.isLocked() ? AuditType.EXCESS_RATE_LIMIT_EXCEEDED : AuditType.AUTHN_CODE_FAIL;
        audit.record(refused(type, challenge, method, context, now));
        wrongCodes.note(verdict.attempt(), method, challenge.recipient(context), context, now);
        return CodeProblems.of(verdict, Challenge.MAX_FAILURES - challenge.failures());
    }

    /** A method that the challenge does not offer is a front-end error and costs no attempt. */
    private ProblemException notAnswerable(VerifyRequest request, Instant now) {
        return challenges.lockOpen(request.challengeToken(), now).isPresent() ? CodeProblems.wrongMethod() : expired();
    }

    static ProblemException expired() {
        return new ProblemException(ProblemType.CHALLENGE_EXPIRED)
                .detail("This sign-in has expired or does not exist. Start again with the password.");
    }

    private static AuditEntry refused(
            AuditType type, OpenChallenge challenge, FactorMethod method, ClientContext context, Instant now) {
        return AuditEntry.refused(type, now, context)
                .user(challenge.user().id())
                .with("method", method.text());
    }
}
