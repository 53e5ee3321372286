package dev.sallyport.factors.factor;

import dev.sallyport.base.problem.ProblemException;
import dev.sallyport.base.problem.ProblemType;
import dev.sallyport.security.assurance.FactorMethod;
import java.util.Optional;

/** What is said to a code that does not open the door. */
public final class CodeProblems {

    private CodeProblems() {}

    /** Of a code that counts against the user alone. */
    public static ProblemException of(VerificationResult verdict) {
        return of(verdict, Integer.MAX_VALUE);
    }

    /**
     * The refusal of a code that was not accepted.
     *
     * @param left wrong codes until whatever the code was for is dead, beside the user's own budget
     */
    public static ProblemException of(VerificationResult verdict, int left) {
        if (verdict.isLocked()) {
            return new ProblemException(ProblemType.TOO_MANY_ATTEMPTS)
                    .detail("Too many wrong codes. Try again later.")
                    .retryAfter(verdict.attempt().retryAfter());
        }
        return wrong(Math.min(left, verdict.attempt().remaining()), verdict.why());
    }

    /**
     * Of a code that was looked at.
     *
     * @param left how many more may be tried
     */
    public static ProblemException wrong(int left, Optional<WrongCode> why) {
        ProblemException refusal = new ProblemException(ProblemType.INVALID_CODE)
                .detail("The code is wrong or too old.")
                .with("attemptsLeft", left);
        return why.map(reason -> reason.addTo(refusal)).orElse(refusal);
    }

    /** Of a method that does not answer what was asked. */
    public static ProblemException wrongMethod() {
        return new ProblemException(ProblemType.INVALID_REQUEST).error("method", "cannot be answered so");
    }

    /** Of a text that cannot be a code of this kind. */
    public static ProblemException malformed(FactorMethod method) {
        return new ProblemException(ProblemType.INVALID_REQUEST)
                .error(method.form().field(), method.form().requirement());
    }
}
