package dev.sallyport.factors.factor;

import dev.sallyport.security.assurance.FactorMethod;
import dev.sallyport.security.throttle.Attempt;
import dev.sallyport.security.throttle.Standing;
import dev.sallyport.security.throttle.Throttle;
import io.quarkus.runtime.Startup;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Instance;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * Every kind of second factor behind one door: an attempt is spent first, then the code is looked at. It is made at the
 * start, which fails where a method has no check.
 */
@Startup
@ApplicationScoped
public class SecondFactors {

    private final Map<FactorMethod, SecondFactor> factors;
    private final Throttle throttle;

    SecondFactors(Instance<SecondFactor> factors, Throttle throttle) {
        this.factors = byMethod(factors);
        this.throttle = throttle;
    }

    /**
     * The check of each method.
     *
     * @throws IllegalStateException if a method has none or several, or one that does not fit its role
     */
    static Map<FactorMethod, SecondFactor> byMethod(Iterable<SecondFactor> factors) {
        Map<FactorMethod, SecondFactor> checks = new EnumMap<>(FactorMethod.class);
        for (SecondFactor factor : factors) {
            if (checks.put(factor.method(), factor) != null) {
                throw new IllegalStateException("Two beans check the method " + factor.method());
            }
        }
        for (FactorMethod method : FactorMethod.values()) {
            if (!checks.containsKey(method)) {
                throw new IllegalStateException("No bean checks the method " + method);
            }
            if (checks.get(method) instanceof EnrolledFactor != method.isSecondFactor()) {
                throw new IllegalStateException("The bean of the method " + method + " does not fit its role");
            }
        }
        return checks;
    }

    /**
     * The code that was meant, in its one exact form. Everything else here takes a code that was read so.
     *
     * @throws dev.sallyport.base.problem.ProblemException if the text cannot be a code of this kind
     */
    public String read(FactorMethod method, String typed) {
        return factors.get(method).read(typed).orElseThrow(() -> CodeRefusals.malformed(method));
    }

    public boolean isSlow(FactorMethod method) {
        return factors.get(method).isSlow();
    }

    /**
     * The verdict on any code while the user's second step is locked; empty if it is open. It is asked before
     * {@link #prepare}, so that nothing slow is done for a user who is locked.
     */
    @Transactional(Transactional.TxType.MANDATORY)
    public Optional<Verdict> refusalWhileLocked(UUID user, Instant now) {
        return throttle.refusalWhileLocked(user, now).map(attempt -> new Verdict(Verdict.Result.LOCKED, attempt));
    }

    /** The slow part of the check; it MUST be called outside a transaction. */
    public String prepare(FactorMethod method, UUID user, String code) {
        return factors.get(method).prepare(user, code);
    }

    /**
     * Spends an attempt of the user and judges the code. The caller MUST commit whatever the verdict is, and says with
     * {@link Throttle#clear} or {@link #giveBack} what a right code means for the count.
     */
    @Transactional(Transactional.TxType.MANDATORY)
    public Verdict judge(FactorMethod method, FactorAttempt submitted) {
        return judge(method, submitted, Optional.empty());
    }

    /**
     * The same for what ends with an epoch or a lock: either may have begun while the attempt waited for the user. The code
     * is not used up then.
     *
     * @param begun the user's standing when it was begun
     */
    @Transactional(Transactional.TxType.MANDATORY)
    public Verdict judge(FactorMethod method, FactorAttempt submitted, Standing begun) {
        return judge(method, submitted, Optional.of(begun));
    }

    private Verdict judge(FactorMethod method, FactorAttempt submitted, Optional<Standing> begun) {
        Attempt attempt = throttle.spendAttempt(submitted.userId(), submitted.now());
        if (!attempt.allowed()) {
            return new Verdict(Verdict.Result.LOCKED, attempt);
        }
        if (begun.filter(standing -> !standing.equals(attempt.standing())).isPresent()) {
            return new Verdict(Verdict.Result.VOID, attempt);
        }
        if (factors.get(method).accept(submitted)) {
            return new Verdict(Verdict.Result.RIGHT, attempt);
        }
        return wrong(method, submitted, attempt, factors.get(method).explain(submitted));
    }

    private Verdict wrong(FactorMethod method, FactorAttempt submitted, Attempt attempt, Optional<WrongCode> why) {
        if (factors.get(method).isCopy(submitted)) {
            throttle.giveBack(submitted.userId(), attempt);
            return new Verdict(Verdict.Result.WRONG, attempt.givenBack(), why);
        }
        return new Verdict(Verdict.Result.WRONG, attempt, why);
    }

    /**
     * The same for an answer that does not say what was wrong: no reason is looked for, and whatever the verdict, unless the
     * code is right, it takes one statement more than {@link #wouldAccept}: that of the attempt. A standing that changed is
     * the exception, since its attempt is given back.
     *
     * @param begun the user's standing when it was begun
     */
    @Transactional(Transactional.TxType.MANDATORY)
    public Verdict judgeBlindly(FactorMethod method, FactorAttempt submitted, Standing begun) {
        Attempt attempt = throttle.spendAttemptBlindly(submitted.userId(), submitted.now());
        if (!attempt.allowed()) {
            wouldAccept(method, submitted);
            return new Verdict(Verdict.Result.LOCKED, attempt);
        }
        if (!begun.equals(attempt.standing())) {
            wouldAccept(method, submitted);
            return new Verdict(Verdict.Result.VOID, attempt);
        }
        return factors.get(method).accept(submitted)
                ? new Verdict(Verdict.Result.RIGHT, attempt)
                : wrong(method, submitted, attempt, Optional.empty());
    }

    /**
     * Whether the code would be accepted now: nothing is spent, and no attempt is counted. It takes the statements and the
     * work that {@link #judgeBlindly} takes for a wrong code, copies included, but for those of the attempt.
     */
    @Transactional(Transactional.TxType.MANDATORY)
    public boolean wouldAccept(FactorMethod method, FactorAttempt submitted) {
        boolean acceptable = factors.get(method).wouldAccept(submitted);
        if (factors.get(method).isCopy(submitted)) {
            throttle.giveNothingBack();
        }
        return acceptable;
    }

    /** Stops accepting anything of the user's that can be guessed, until it is bound anew. */
    @Transactional(Transactional.TxType.MANDATORY)
    public void suspend(UUID user) {
        factors.values().forEach(factor -> factor.suspend(user));
    }

    /** Forgets everything that the user can answer with. */
    @Transactional(Transactional.TxType.MANDATORY)
    public void removeAll(UUID user) {
        factors.values().forEach(factor -> factor.removeAll(user));
    }

    /** Deletes a second factor of the user. */
    @Transactional(Transactional.TxType.MANDATORY)
    public void remove(BoundFactor factor, UUID user) {
        enrolled(factor).remove(factor.id(), user);
    }

    /** Accepts no more answers from a second factor of the user, who still counts as one who has it. */
    @Transactional(Transactional.TxType.MANDATORY)
    public void suspend(BoundFactor factor, UUID user) {
        enrolled(factor).suspend(factor.id(), user);
    }

    private EnrolledFactor enrolled(BoundFactor factor) {
        return (EnrolledFactor) factors.get(factor.method());
    }

    /** A right code outside sign-in: its own attempt is taken back, other failures stay. */
    @Transactional(Transactional.TxType.MANDATORY)
    public void giveBack(UUID user, Verdict verdict) {
        throttle.giveBack(user, verdict.attempt());
    }
}
