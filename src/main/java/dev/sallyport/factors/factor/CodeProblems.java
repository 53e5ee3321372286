package dev.sallyport.factors.factor;

import dev.sallyport.base.problem.ProblemException;
import dev.sallyport.base.problem.ProblemType;
import dev.sallyport.base.problem.Text;
import dev.sallyport.security.assurance.FactorMethod;
import java.util.Optional;

/** The refusals of codes. */
public final class CodeProblems {

    private CodeProblems() {}

    /** The refusal of a code that counts against the user only. */
    public static ProblemException of(VerificationResult result) {
        return of(result, Integer.MAX_VALUE);
    }

    /**
     * The refusal of a code that was not accepted.
     *
     * @param left wrong codes until the challenge or enrollment becomes void, in addition to the user's own budget
     */
    public static ProblemException of(VerificationResult result, int left) {
        if (result.isLocked()) {
            return new ProblemException(ProblemType.TOO_MANY_ATTEMPTS)
                    .detail("Too many wrong codes. Try again after the time in Retry-After.")
                    .retryAfter(result.attempt().retryAfter());
        }
        return wrong(Math.min(left, result.attempt().remaining()), result.why());
    }

    /**
     * The refusal of a code that was checked.
     *
     * @param left how many more may be tried
     */
    public static ProblemException wrong(int left, Optional<WrongCode> why) {
        ProblemException refusal = new ProblemException(ProblemType.INVALID_CODE).with("attemptsLeft", left);
        return why.map(reason -> reason.addTo(refusal)).orElse(refusal);
    }

    /** The method cannot be used here: the challenge or the operation does not offer it. */
    public static ProblemException wrongMethod() {
        return new ProblemException(ProblemType.INVALID_REQUEST).error("method", "is not accepted here");
    }

    /** The text cannot be a code of this kind. */
    public static ProblemException malformed(FactorMethod method) {
        return new ProblemException(ProblemType.INVALID_REQUEST)
                .error(method.form().field(), requirement(method.form()));
    }

    private static Text requirement(FactorMethod.Form form) {
        return switch (form) {
            case ASSERTION -> Text.of("must be an authenticator's response to the options of ceremonyToken");
            case SIX_DIGITS -> Text.of("must be exactly six digits");
            case EIGHT_DIGITS -> Text.of("must be exactly eight digits");
            case DIGITS_OF_APP -> Text.of("must be exactly six digits, or eight where the app shows eight");
            case RECOVERY_CODE -> Text.of("must be a recovery code of 16 characters");
            case PAPER_KEY -> Text.of("must be a paper key of 64 characters");
        };
    }
}
