package dev.sallyport.factors.factor;

import dev.sallyport.base.ids.UserId;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Instance;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** The single entry point to all kinds of second factor: an attempt is spent first, then the code is checked. */
@ApplicationScoped
public class SecondFactors {

    private final Map<FactorMethod, SecondFactor> factors = new EnumMap<>(FactorMethod.class);
    private final SecondFactorThrottle throttle;

    SecondFactors(Instance<SecondFactor> factors, SecondFactorThrottle throttle) {
        factors.forEach(factor -> this.factors.put(factor.method(), factor));
        this.throttle = throttle;
    }

    private SecondFactor of(FactorMethod method) {
        return Objects.requireNonNull(factors.get(method), () -> method + " has no bean");
    }

    /**
     * The code in its canonical form, which all other methods here require.
     *
     * @throws dev.sallyport.base.problem.ProblemException if the text cannot be a code of this kind
     */
    public String read(FactorMethod method, String typed) {
        return of(method).read(typed).orElseThrow(() -> CodeProblems.malformed(method));
    }

    public boolean isSlow(FactorMethod method) {
        return of(method).isSlow();
    }

    /**
     * The result for any code while the user's second step is locked; empty if it is not. It is called before {@link
     * #prepare}, so that no slow work is done for a locked user.
     */
    @Transactional(Transactional.TxType.MANDATORY)
    public Optional<VerificationResult> refusalWhileLocked(UserId user, Instant now) {
        return throttle.refusalWhileLocked(user, now)
                .map(attempt -> new VerificationResult(VerificationResult.Result.LOCKED, attempt));
    }

    /** The slow part of the check; it MUST be called outside a transaction. */
    public String prepare(FactorMethod method, UserId user, String code) {
        return of(method).prepare(user, code);
    }

    /**
     * Spends an attempt of the user and checks the code. The caller MUST commit whatever the result is, and after a
     * correct code calls {@link SecondFactorThrottle#clear} or {@link #giveBack}.
     */
    @Transactional(Transactional.TxType.MANDATORY)
    public VerificationResult verify(FactorMethod method, FactorAttempt submitted) {
        return verify(method, submitted, Optional.empty());
    }

    /**
     * The same for what ends with an epoch or a lock: either may have begun while the attempt waited for the user. The code
     * is not used up then.
     *
     * @param begun the user's standing when it was begun
     */
    @Transactional(Transactional.TxType.MANDATORY)
    public VerificationResult verify(FactorMethod method, FactorAttempt submitted, ThrottleState begun) {
        return verify(method, submitted, Optional.of(begun));
    }

    private VerificationResult verify(FactorMethod method, FactorAttempt submitted, Optional<ThrottleState> begun) {
        Attempt attempt = throttle.spendAttempt(submitted.userId(), submitted.now());
        if (!attempt.allowed()) {
            return new VerificationResult(VerificationResult.Result.LOCKED, attempt);
        }
        if (begun.filter(standing -> !standing.equals(attempt.standing())).isPresent()) {
            return new VerificationResult(VerificationResult.Result.VOID, attempt);
        }
        if (of(method).accept(submitted)) {
            return new VerificationResult(VerificationResult.Result.RIGHT, attempt);
        }
        return wrong(method, submitted, attempt, of(method).explain(submitted));
    }

    private VerificationResult wrong(
            FactorMethod method, FactorAttempt submitted, Attempt attempt, Optional<WrongCode> why) {
        if (of(method).isCopy(submitted)) {
            throttle.giveBack(submitted.userId(), attempt);
            return new VerificationResult(VerificationResult.Result.WRONG, attempt.givenBack(), why);
        }
        return new VerificationResult(VerificationResult.Result.WRONG, attempt, why);
    }

    /**
     * The same for an answer that does not say what was wrong: no reason is looked for, and whatever the verdict, unless the
     * code is right, it takes one statement more than {@link #wouldAccept}: that of the attempt. A standing that changed is
     * the exception, since its attempt is given back.
     *
     * @param begun the user's standing when it was begun
     */
    @Transactional(Transactional.TxType.MANDATORY)
    public VerificationResult judgeBlindly(FactorMethod method, FactorAttempt submitted, ThrottleState begun) {
        Attempt attempt = throttle.spendAttemptBlindly(submitted.userId(), submitted.now());
        if (!attempt.allowed()) {
            wouldAccept(method, submitted);
            return new VerificationResult(VerificationResult.Result.LOCKED, attempt);
        }
        if (!begun.equals(attempt.standing())) {
            wouldAccept(method, submitted);
            return new VerificationResult(VerificationResult.Result.VOID, attempt);
        }
        return of(method).accept(submitted)
                ? new VerificationResult(VerificationResult.Result.RIGHT, attempt)
                : wrong(method, submitted, attempt, Optional.empty());
    }

    /**
     * Whether the code would be accepted now: nothing is spent, and no attempt is counted. It takes the statements and the
     * work that {@link #judgeBlindly} takes for a wrong code, copies included, but for those of the attempt.
     */
    @Transactional(Transactional.TxType.MANDATORY)
    public boolean wouldAccept(FactorMethod method, FactorAttempt submitted) {
        boolean acceptable = of(method).wouldAccept(submitted);
        if (of(method).isCopy(submitted)) {
            throttle.giveNothingBack();
        }
        return acceptable;
    }

    /** Suspends the user's factors that can be guessed, until they are bound again. */
    @Transactional(Transactional.TxType.MANDATORY)
    public void suspend(UserId user) {
        factors.values().forEach(factor -> factor.suspend(user));
    }

    /** A correct code outside sign-in: its own attempt is given back, other failures stay. */
    @Transactional(Transactional.TxType.MANDATORY)
    public void giveBack(UserId user, VerificationResult verdict) {
        throttle.giveBack(user, verdict.attempt());
    }
}
