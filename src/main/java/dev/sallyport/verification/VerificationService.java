package dev.sallyport.verification;

import dev.sallyport.audit.Audit;
import dev.sallyport.audit.AuditEntry;
import dev.sallyport.audit.AuditType;
import dev.sallyport.caller.Origin;
import dev.sallyport.database.Transactions;
import dev.sallyport.factor.CodeRefusals;
import dev.sallyport.factor.FactorAttempt;
import dev.sallyport.factor.FactorMethod;
import dev.sallyport.factor.SecondFactors;
import dev.sallyport.factor.Verdict;
import dev.sallyport.factor.WrongCodes;
import dev.sallyport.problem.Outcome;
import dev.sallyport.problem.ProblemException;
import dev.sallyport.problem.ProblemType;
import dev.sallyport.throttle.Throttle;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;

/**
 * The second door: one transaction, which commits also when it refuses, since the spent attempt must survive. A code that
 * takes a slow hash is hashed before it begins.
 *
 * <p>Locks are always taken in the order challenge, attempts, user, factor.
 */
@ApplicationScoped
class VerificationService {

    private final Challenges challenges;
    private final SecondFactors factors;
    private final Throttle throttle;
    private final SignInCompletion completion;
    private final WrongCodes wrongCodes;
    private final Audit audit;
    private final Clock clock;

    VerificationService(
            Challenges challenges,
            SecondFactors factors,
            Throttle throttle,
            SignInCompletion completion,
            WrongCodes wrongCodes,
            Audit audit,
            Clock clock) {
        this.challenges = challenges;
        this.factors = factors;
        this.throttle = throttle;
        this.completion = completion;
        this.wrongCodes = wrongCodes;
        this.audit = audit;
        this.clock = clock;
    }

    /** Answers a challenge with a code. */
    Step verify(VerifyRequest request, Origin origin) {
        String code = prepare(request, factors.read(request.method(), request.code()));
        return Transactions.call(() -> verify(request, code, origin)).orElseThrow();
    }

    private String prepare(VerifyRequest request, String code) {
        if (!factors.isSlow(request.method())) {
            return code;
        }
        return challenges
                .findUser(request.challengeToken(), request.method())
                .map(user -> factors.prepare(request.method(), user, code))
                .orElse("");
    }

    private Outcome<Step> verify(VerifyRequest request, String code, Origin origin) {
        Instant now = clock.instant();
        Optional<OpenChallenge> open = challenges.spendTry(request.challengeToken(), request.method(), now);
        if (open.isEmpty()) {
            return Outcome.refused(notAnswerable(request, now));
        }
        OpenChallenge challenge = open.get();
        Verdict verdict = factors.judge(
                request.method(),
                new FactorAttempt(challenge.user().id(), challenge.id(), code, now),
                challenge.user().epoch());
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
