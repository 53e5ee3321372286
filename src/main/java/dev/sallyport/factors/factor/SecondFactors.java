package dev.sallyport.factors.factor;

import dev.sallyport.base.ids.UserId;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Instance;
import jakarta.transaction.Transactional;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** Every kind of second factor behind one door. Limiting guesses is the job of {@link CodeVerification}. */
@ApplicationScoped
public class SecondFactors {

    private final Map<FactorMethod, SecondFactor> factors = new EnumMap<>(FactorMethod.class);

    SecondFactors(Instance<SecondFactor> factors) {
        factors.forEach(factor -> this.factors.put(factor.method(), factor));
    }

    private SecondFactor of(FactorMethod method) {
        return Objects.requireNonNull(factors.get(method), () -> method + " has no bean");
    }

    /**
     * The code that was meant, in its one exact form.
     *
     * @throws dev.sallyport.base.problem.ProblemException if the text cannot be a code of this kind
     */
    public EnteredCode read(FactorMethod method, String typed) {
        return of(method)
                .read(typed)
                .map(text -> new EnteredCode(method, text))
                .orElseThrow(() -> CodeProblems.malformed(method));
    }

    /** Whether {@link #prepare} takes a slow hash, which is done in the user's turn and outside a transaction. */
    public boolean isSlow(EnteredCode code) {
        return of(code.method()).isSlow();
    }

    /** Does the slow part of the check; where there is one, it MUST be called outside a transaction. */
    public PreparedCode prepare(EnteredCode code, UserId user) {
        return new PreparedCode(code.method(), of(code.method()).prepare(user, code.text()));
    }

    /**
     * Looks at a code, and spends it if it is right: the check of {@link CodeVerification#verify}.
     *
     * @param left how many more wrong ones until what it is for is dead, beside the user's own budget
     */
    @Transactional(Transactional.TxType.MANDATORY)
    public CodeResult<Void> check(FactorAttempt submitted, int left) {
        if (accept(submitted)) {
            return CodeResult.accepted(null);
        }
        Optional<WrongCode> why = of(submitted).explain(submitted);
        return isCopy(submitted) ? CodeResult.copy(left, why) : CodeResult.wrong(left, why);
    }

    /** The same of a code that nothing but the user's own budget limits. */
    @Transactional(Transactional.TxType.MANDATORY)
    public CodeResult<Void> check(FactorAttempt submitted) {
        return check(submitted, Integer.MAX_VALUE);
    }

    boolean accept(FactorAttempt submitted) {
        return of(submitted).accept(submitted);
    }

    boolean wouldAccept(FactorAttempt submitted) {
        return of(submitted).wouldAccept(submitted);
    }

    boolean isCopy(FactorAttempt submitted) {
        return of(submitted).isCopy(submitted);
    }

    /** Suspends the user's factors that can be guessed, until they are bound again. */
    @Transactional(Transactional.TxType.MANDATORY)
    public void suspend(UserId user) {
        factors.values().forEach(factor -> factor.suspend(user));
    }

    private SecondFactor of(FactorAttempt submitted) {
        return of(submitted.code().method());
    }
}
