package dev.sallyport.factor;

import dev.sallyport.throttle.Attempt;
import dev.sallyport.throttle.Throttle;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Instance;
import jakarta.transaction.Transactional;
import java.util.EnumMap;
import java.util.Map;
import java.util.OptionalInt;
import java.util.UUID;

/** Every kind of second factor behind one door: an attempt is spent first, then the code is looked at. */
@ApplicationScoped
public class SecondFactors {

    private final Map<FactorMethod, SecondFactor> factors = new EnumMap<>(FactorMethod.class);
    private final Throttle throttle;

    SecondFactors(Instance<SecondFactor> factors, Throttle throttle) {
        factors.forEach(factor -> this.factors.put(factor.method(), factor));
        this.throttle = throttle;
    }

    /** Whether the text can be a code of this kind; told without looking at any stored thing. */
    public boolean isWellFormed(FactorMethod method, String code) {
        return factors.get(method).isWellFormed(code);
    }

    public boolean isSlow(FactorMethod method) {
        return factors.get(method).isSlow();
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
        return judge(method, submitted, OptionalInt.empty());
    }

    /**
     * The same for what ends with an epoch: the user may have begun another one while the attempt waited for them. The
     * code is not used up then.
     */
    @Transactional(Transactional.TxType.MANDATORY)
    public Verdict judge(FactorMethod method, FactorAttempt submitted, int epoch) {
        return judge(method, submitted, OptionalInt.of(epoch));
    }

    private Verdict judge(FactorMethod method, FactorAttempt submitted, OptionalInt epoch) {
        Attempt attempt = throttle.spendAttempt(submitted.userId(), submitted.now());
        if (!attempt.allowed()) {
            return new Verdict(Verdict.Result.LOCKED, attempt);
        }
        if (epoch.isPresent() && epoch.getAsInt() != attempt.epoch()) {
            return new Verdict(Verdict.Result.VOID, attempt);
        }
        if (factors.get(method).accept(submitted)) {
            return new Verdict(Verdict.Result.RIGHT, attempt);
        }
        return new Verdict(Verdict.Result.WRONG, attempt);
    }

    /** Whether the code would be accepted now: nothing is spent, and no attempt is counted. */
    @Transactional(Transactional.TxType.MANDATORY)
    public boolean wouldAccept(FactorMethod method, FactorAttempt submitted) {
        return factors.get(method).wouldAccept(submitted);
    }

    /** Stops accepting anything of the user's that can be guessed, until it is bound anew. */
    @Transactional(Transactional.TxType.MANDATORY)
    public void suspend(UUID user) {
        factors.values().forEach(factor -> factor.suspend(user));
    }

    /** A right code outside sign-in: its own attempt is taken back, other failures stay. */
    @Transactional(Transactional.TxType.MANDATORY)
    public void giveBack(UUID user, Verdict verdict) {
        throttle.giveBack(user, verdict.attempt());
    }
}
