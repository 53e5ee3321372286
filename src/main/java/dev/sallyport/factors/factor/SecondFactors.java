package dev.sallyport.factors.factor;

import dev.sallyport.base.ids.UserId;
import dev.sallyport.mailing.mail.MailKind;
import dev.sallyport.security.assurance.FactorMethod;
import io.quarkus.runtime.Startup;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Instance;
import jakarta.transaction.Transactional;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/**
 * All kinds of second factor behind one interface. Limiting guesses is the job of {@link CodeVerification}. It is
 * created at start-up, which fails if a method has no implementation.
 */
@Startup
@ApplicationScoped
public class SecondFactors {

    private final Map<FactorMethod, SecondFactor> factors;
    private final BoundFactors bound;

    SecondFactors(Instance<SecondFactor> factors, BoundFactors bound) {
        this.factors = byMethod(factors);
        this.bound = bound;
    }

    private SecondFactor of(FactorMethod method) {
        return Objects.requireNonNull(factors.get(method), () -> method + " has no bean");
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
            SecondFactor check = checks.get(method);
            if (check == null) {
                throw new IllegalStateException("No bean checks the method " + method);
            }
            if (check instanceof EnrolledFactor != method.isSecondFactor()) {
                throw new IllegalStateException("The bean of the method " + method + " does not fit its role");
            }
        }
        return checks;
    }

    /**
     * The code that was meant, in its one exact form.
     *
     * @throws dev.sallyport.base.problem.ProblemException if the text cannot be a code of this kind
     */
    public NormalizedCode read(FactorMethod method, String typed) {
        return of(method)
                .read(typed)
                .map(text -> new NormalizedCode(method, text))
                .orElseThrow(() -> CodeProblems.malformed(method));
    }

    /** Whether {@link #prepare} takes a slow hash, which is done in the user's turn and outside a transaction. */
    public boolean isSlow(NormalizedCode code) {
        return of(code.method()).isSlow();
    }

    /** Does the slow part of the check; where there is one, it MUST be called outside a transaction. */
    public PreparedCode prepare(NormalizedCode code, UserId user) {
        return new PreparedCode(code.method(), of(code.method()).prepare(user, code.text()));
    }

    /**
     * Looks at a code, and spends it if it is right: the check of {@link CodeVerification#verify}.
     *
     * @param left how many more wrong codes until the challenge or set-up becomes void, in addition to the user's own
     *     budget
     */
    @Transactional(Transactional.TxType.MANDATORY)
    public CodeResult<Void> check(FactorAttempt submitted, int left) {
        return check(submitted, of(submitted).begin(submitted), left);
    }

    /**
     * Begins such a check: what the code is compared with is read with what the transaction sends next. The code is not
     * looked at before {@link FactorCheck#result}.
     */
    @Transactional(Transactional.TxType.MANDATORY)
    public FactorCheck begin(FactorAttempt submitted) {
        BooleanSupplier accepting = of(submitted).begin(submitted);
        return left -> check(submitted, accepting, left);
    }

    private CodeResult<Void> check(FactorAttempt submitted, BooleanSupplier accepting, int left) {
        if (accepting.getAsBoolean()) {
            return CodeResult.accepted(null);
        }
        Optional<WrongCode> why = of(submitted).explain(submitted);
        return isCopy(submitted) ? CodeResult.copy(left, why) : CodeResult.wrong(left, why);
    }

    /** The same for a code that only the user's own budget limits. */
    @Transactional(Transactional.TxType.MANDATORY)
    public CodeResult<Void> check(FactorAttempt submitted) {
        return check(submitted, Integer.MAX_VALUE);
    }

    /** What an accepted code adds to {@code amr}. */
    public List<String> amr(PreparedCode accepted) {
        return of(accepted.method()).amr(accepted);
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

    /** Forgets everything that the user can answer with. */
    @Transactional(Transactional.TxType.MANDATORY)
    public void removeAll(UserId user) {
        factors.values().forEach(factor -> factor.removeAll(user));
        bound.noteChange(user);
    }

    /**
     * Deletes a second factor of the user.
     *
     * @return the kind of mail that tells them of it
     */
    @Transactional(Transactional.TxType.MANDATORY)
    public MailKind remove(BoundFactor factor, UserId user) {
        enrolled(factor).remove(factor.id(), user);
        bound.noteChange(user);
        return enrolled(factor).removedMail();
    }

    /** Accepts no more answers from a second factor of the user, who still counts as one who has it. */
    @Transactional(Transactional.TxType.MANDATORY)
    public void suspend(BoundFactor factor, UserId user) {
        enrolled(factor).suspend(factor.id(), user);
    }

    private EnrolledFactor enrolled(BoundFactor factor) {
        return (EnrolledFactor) of(factor.method());
    }

    private SecondFactor of(FactorAttempt submitted) {
        return of(submitted.code().method());
    }
}
