package dev.sallyport.factors.factor;

import dev.sallyport.base.problem.Outcome;
import dev.sallyport.base.problem.ProblemException;
import dev.sallyport.security.audit.Audit;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Checks every code, for every purpose: it spends an attempt of the user, and only then looks at the code. It records a
 * wrong code, notifies the user, and ends guessing after too many wrong codes. A right code gets its attempt back, and
 * so does a code that was not checked or cannot be a guess.
 *
 * <p>The caller MUST commit whatever the outcome is: a refusal is returned, and not thrown, so that its attempt stays
 * spent.
 */
@ApplicationScoped
public class CodeVerification {

    private final SecondFactors factors;
    private final SecondFactorThrottle throttle;
    private final BlindThrottle blind;
    private final WrongCodes wrongCodes;
    private final Audit audit;
    private final CodeMeter meter;

    CodeVerification(
            SecondFactors factors,
            SecondFactorThrottle throttle,
            BlindThrottle blind,
            WrongCodes wrongCodes,
            Audit audit,
            CodeMeter meter) {
        this.factors = factors;
        this.throttle = throttle;
        this.blind = blind;
        this.wrongCodes = wrongCodes;
        this.audit = audit;
        this.meter = meter;
    }

    /**
     * Refuses any code while the user's second step is locked, and spends nothing. It is asked before a code is
     * prepared, so that nothing slow is done for a user who is locked.
     */
    @Transactional(Transactional.TxType.MANDATORY)
    public Outcome<Void> refuseWhileLocked(CodeCheckContext code) {
        return throttle.refusalWhileLocked(code.userId(), code.at())
                .map(attempt -> Outcome.<Void>refused(locked(code, attempt)))
                .orElseGet(() -> Outcome.of(null));
    }

    /**
     * Verifies a code.
     *
     * @param check looks at the code, and spends it if it is right; it is called only if the attempt is allowed, and
     *     gets the attempt, with which the user is locked
     */
    @Transactional(Transactional.TxType.MANDATORY)
    public <T> Outcome<T> verify(CodeCheckContext code, Function<Attempt, CodeResult<T>> check) {
        return evaluate(code, throttle.spendAttempt(code.userId(), code.at()), check);
    }

    /**
     * The same with a check that reads something: it goes to the database along with the attempt, after the user is
     * locked.
     *
     * @param begin defers the reads, and returns the check
     */
    @Transactional(Transactional.TxType.MANDATORY)
    public <T> Outcome<T> verify(CodeCheckContext code, Supplier<Function<Attempt, CodeResult<T>>> begin) {
        SecondFactorThrottle.Spending spending = throttle.beginAttempt(code.userId(), code.at());
        Function<Attempt, CodeResult<T>> check = begin.get();
        return evaluate(code, throttle.spent(spending), check);
    }

    private <T> Outcome<T> evaluate(CodeCheckContext code, Attempt spent, Function<Attempt, CodeResult<T>> check) {
        if (!spent.allowed()) {
            return Outcome.refused(locked(code, spent));
        }
        CodeResult<T> result = check.apply(spent);
        Attempt counted = settle(code, spent, result);
        meter.count(code.method(), verdict(result instanceof CodeResult.Accepted<?>));
        if (result.isWrong()) {
            audit.record(code.wrong());
            wrongCodes.note(counted, code);
        }
        return result.outcome(code.method(), counted);
    }

    private Attempt settle(CodeCheckContext code, Attempt spent, CodeResult<?> result) {
        if (result.countsAsFailure()) {
            return spent;
        }
        if (result instanceof CodeResult.Accepted<?> && code.completesSignIn()) {
            throttle.clear(code.userId());
        } else {
            throttle.refund(code.userId(), spent);
        }
        return spent.refunded();
    }

    private ProblemException locked(CodeCheckContext code, Attempt attempt) {
        audit.record(code.locked());
        meter.count(code.method(), CodeMeter.Verdict.LOCKED);
        return CodeProblems.of(
                code.method(), new VerificationResult(VerificationResult.Result.LOCKED, attempt), Integer.MAX_VALUE);
    }

    /**
     * Verifies the code of a sign-in whose answer does not say what was wrong: nothing is recorded here, no reason is
     * looked for, and unless the code is right, it takes one statement more than {@link #wouldAccept}: the one that
     * counts the attempt. If the user's state has changed, a further statement refunds the attempt.
     *
     * @param begun what the sign-in was bound to when it began: what ends with an epoch or a lock may have ended
     *     while the attempt waited for the user, and the code is not used up then
     */
    @Transactional(Transactional.TxType.MANDATORY)
    public VerificationResult verifyBlindly(FactorAttempt submitted, ChallengeBinding begun) {
        VerificationResult result = checkBlindly(submitted, begun);
        meter.count(
                submitted.code().method(), result.isLocked() ? CodeMeter.Verdict.LOCKED : verdict(result.isRight()));
        return result;
    }

    private VerificationResult checkBlindly(FactorAttempt submitted, ChallengeBinding begun) {
        Attempt attempt = blind.spendAttempt(submitted.userId(), submitted.now());
        if (!attempt.allowed()) {
            evaluate(submitted);
            return new VerificationResult(VerificationResult.Result.LOCKED, attempt);
        }
        if (!begun.equals(attempt.binding())) {
            evaluate(submitted);
            blind.refund(submitted.userId(), attempt);
            return new VerificationResult(VerificationResult.Result.VOID, attempt);
        }
        if (factors.accept(submitted)) {
            throttle.clear(submitted.userId());
            return new VerificationResult(VerificationResult.Result.RIGHT, attempt);
        }
        if (factors.isCopy(submitted)) {
            blind.refund(submitted.userId(), attempt);
            return new VerificationResult(VerificationResult.Result.WRONG, attempt.refunded());
        }
        return new VerificationResult(VerificationResult.Result.WRONG, attempt);
    }

    /** What an accepted code adds to {@code amr}. */
    public List<String> amr(PreparedCode accepted) {
        return factors.amr(accepted);
    }

    /**
     * Whether the code would be accepted now: no attempt is counted, and nothing is spent but the options of a passkey.
     * It takes the statements and the work that {@link #verifyBlindly} takes for a wrong code, copies included, but for
     * the one that counts the attempt.
     */
    @Transactional(Transactional.TxType.MANDATORY)
    public boolean wouldAccept(FactorAttempt submitted) {
        meter.count(submitted.code().method(), CodeMeter.Verdict.REFUSED);
        blind.lockNoUser();
        return evaluate(submitted);
    }

    private static CodeMeter.Verdict verdict(boolean accepted) {
        return accepted ? CodeMeter.Verdict.ACCEPTED : CodeMeter.Verdict.REFUSED;
    }

    private boolean evaluate(FactorAttempt submitted) {
        boolean acceptable = factors.wouldAccept(submitted);
        if (factors.isCopy(submitted)) {
            blind.refundNothing();
        }
        return acceptable;
    }
}
