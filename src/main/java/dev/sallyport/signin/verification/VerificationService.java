package dev.sallyport.signin.verification;

import dev.sallyport.accounts.password.OneAtATime;
import dev.sallyport.base.database.Transactions;
import dev.sallyport.base.problem.Outcome;
import dev.sallyport.base.problem.ProblemException;
import dev.sallyport.base.problem.ProblemType;
import dev.sallyport.factors.factor.CodeRefusals;
import dev.sallyport.factors.factor.FactorAttempt;
import dev.sallyport.factors.factor.SecondFactors;
import dev.sallyport.factors.factor.Verdict;
import dev.sallyport.factors.factor.WrongCodes;
import dev.sallyport.security.assurance.FactorMethod;
import dev.sallyport.security.audit.Audit;
import dev.sallyport.security.audit.AuditEntry;
import dev.sallyport.security.audit.AuditType;
import dev.sallyport.security.caller.Origin;
import dev.sallyport.security.throttle.Throttle;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;

/**
 * The second door: one transaction, which commits also when it refuses, since the spent attempt must survive. Of a code that
 * takes a slow hash, a try of the challenge is spent and the lock is looked at in transactions before.
 *
 * <p>Locks are always taken in the order challenge, attempts, user, factor.
 */
@ApplicationScoped
class VerificationService {

    private final Challenges challenges;
    private final SecondFactors factors;
    private final Throttle throttle;
    private final OneAtATime turns;
    private final SignInCompletion completion;
    private final WrongCodes wrongCodes;
    private final Audit audit;
    private final Clock clock;

    VerificationService(
            Challenges challenges,
            SecondFactors factors,
            Throttle throttle,
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
    Step verify(VerifyRequest request, Origin origin) {
        String typed = factors.read(request.method(), request.code());
        return factors.isSlow(request.method())
                ? verifySlowly(request, typed, origin).orElseThrow()
                : Transactions.call(() -> verifyAtOnce(request, typed, origin)).orElseThrow();
    }

    private Outcome<Step> verifyAtOnce(VerifyRequest request, String code, Origin origin) {
        Instant now = clock.instant();
        return spendTry(request, now).then(challenge -> judge(challenge, request, code, origin, now));
    }

    /** Nothing is hashed for a challenge without a try left, nor for a user who is locked. */
    private Outcome<Step> verifySlowly(VerifyRequest request, String typed, Origin origin) {
        OpenChallenge challenge =
                Transactions.call(() -> spendTry(request, clock.instant())).orElseThrow();
        return challenges.orGiveBack(
                challenge,
                () -> turns.call(challenge.user().id(), () -> verifyInTurn(challenge, request, typed, origin)));
    }

    private Outcome<Step> verifyInTurn(OpenChallenge challenge, VerifyRequest request, String typed, Origin origin) {
        Optional<ProblemException> refusal =
                Transactions.call(() -> refusalWhileLocked(challenge, request.method(), origin, clock.instant()));
        if (refusal.isPresent()) {
            return Outcome.refused(refusal.get());
        }
        String code = factors.prepare(request.method(), challenge.user().id(), typed);
        return Transactions.call(() -> {
            Instant now = clock.instant();
            return challenges
                    .lockAnswered(request.challengeToken(), request.method(), now)
                    .map(open -> judge(open, request, code, origin, now))
                    .orElseGet(() -> Outcome.refused(expired()));
        });
    }

    private Optional<ProblemException> refusalWhileLocked(
            OpenChallenge challenge, FactorMethod method, Origin origin, Instant now) {
        Optional<ProblemException> locked = factors.refusalWhileLocked(
                        challenge.user().id(), now)
                .map(verdict -> refuse(challenge, verdict, method, origin, now));
        return locked.isEmpty() && challenge.beforeLock() ? Optional.of(expired()) : locked;
    }

    private Outcome<OpenChallenge> spendTry(VerifyRequest request, Instant now) {
        return challenges
                .spendTry(request.challengeToken(), request.method(), now)
                .map(Outcome::of)
                .orElseGet(() -> Outcome.refused(notAnswerable(request, now)));
    }

    private Outcome<Step> judge(
            OpenChallenge challenge, VerifyRequest request, String code, Origin origin, Instant now) {
        Verdict verdict = factors.judge(
                request.method(),
                new FactorAttempt(challenge.user().id(), challenge.id(), code, now),
                challenge.standing());
        if (verdict.isVoid()) {
            factors.giveBack(challenge.user().id(), verdict);
            return Outcome.refused(expired());
        }
        if (!verdict.isRight()) {
            return Outcome.refused(refuse(challenge, verdict, request.method(), origin, now));
        }
        throttle.clear(challenge.user().id());
        challenges.close(challenge, now);
        return Outcome.of(completion.afterCode(challenge, request, challenge.placeOf(origin), now));
    }

    private ProblemException refuse(
            OpenChallenge challenge, Verdict verdict, FactorMethod method, Origin origin, Instant now) {
        AuditType type = verdict.isLocked() ? AuditType.EXCESS_RATE_LIMIT_EXCEEDED : AuditType.AUTHN_CODE_FAIL;
        audit.record(refused(type, challenge, method, origin, now));
        wrongCodes.note(verdict.attempt(), method, challenge.told(origin), origin, now);
        return CodeRefusals.of(verdict, Challenge.MAX_FAILURES - challenge.failures());
    }

    /** A method that the challenge does not offer is a mistake of the front end, and costs nothing. */
    private ProblemException notAnswerable(VerifyRequest request, Instant now) {
        return challenges.lockOpen(request.challengeToken(), now).isPresent() ? CodeRefusals.wrongMethod() : expired();
    }

    static ProblemException expired() {
        return new ProblemException(ProblemType.CHALLENGE_EXPIRED)
                .detail("This sign-in has ended or was never begun. Start again with the password.");
    }

    private static AuditEntry refused(
            AuditType type, OpenChallenge challenge, FactorMethod method, Origin origin, Instant now) {
        return AuditEntry.refused(type, now, origin).user(challenge.user().id()).with("method", method.text());
    }
}
