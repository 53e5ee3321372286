package dev.sallyport.factors.factor;

import dev.sallyport.base.problem.ProblemException;
import dev.sallyport.base.problem.ProblemType;
import dev.sallyport.base.problem.Text;
import dev.sallyport.security.assurance.FactorMethod;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** The refusals of codes. */
public final class CodeProblems {

    private CodeProblems() {}

    /**
     * The refusal of a code that was not accepted.
     *
     * @param method of the code
     * @param left wrong codes until the challenge or enrollment becomes void, in addition to the user's own budget
     */
    public static ProblemException of(FactorMethod method, VerificationResult result, int left) {
        if (result.isLocked()) {
            return new ProblemException(ProblemType.TOO_MANY_ATTEMPTS)
                    .detail("Too many wrong codes. Try again after the time in Retry-After.")
                    .retryAfter(result.attempt().retryAfter());
        }
        int remaining = result.attempt().remaining();
        ProblemException refusal = refusal(method, result.why()).with("attemptsLeft", Math.min(left, remaining));
        if (remaining <= 0) {
            return refusal.detail(
                    "That was the last attempt for now. Wait {0} minutes, then start again.",
                    minutes(result.attempt().retryAfter()));
        }
        return left <= 0 ? refusal.detail("That was the last attempt. Start again.") : refusal;
    }

    /** The lock in whole minutes, which an operator sets and each lock doubles. */
    private static long minutes(Duration lock) {
        return Math.max(1, lock.plusMinutes(1).minusNanos(1).toMinutes());
    }

    private static ProblemException refusal(FactorMethod method, Optional<WrongCode> why) {
        ProblemException code = new ProblemException(ProblemType.INVALID_CODE);
        ProblemException refusal = method.form() == FactorMethod.Form.ASSERTION
                ? code.detail("The passkey was not accepted. Try again, or use another method.")
                : code;
        return why.map(reason -> reason.addTo(refusal)).orElse(refusal);
    }

    /**
     * The method cannot be used here: the challenge or the operation does not offer it.
     *
     * @param offered what it offers
     */
    public static ProblemException wrongMethod(List<FactorMethod> offered) {
        String methods = offered.stream().map(FactorMethod::text).collect(Collectors.joining(", "));
        return new ProblemException(ProblemType.INVALID_REQUEST)
                .error("method", Text.of("must be one of {0}", methods));
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
