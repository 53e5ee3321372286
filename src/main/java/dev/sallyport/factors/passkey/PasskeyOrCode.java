package dev.sallyport.factors.passkey;

import dev.sallyport.base.problem.ProblemException;
import dev.sallyport.base.problem.ProblemType;
import dev.sallyport.security.assurance.FactorMethod;
import org.jspecify.annotations.Nullable;

/**
 * A code, or the signed response of a passkey. The method decides which of them a request must have.
 *
 * @param code what the user has typed
 * @param ceremonyToken of the options that a passkey answers
 */
public record PasskeyOrCode(
        @Nullable String code,
        @Nullable String ceremonyToken,
        @Nullable AssertionResponse credential) {

    /** Whether there is anything. */
    public boolean isEmpty() {
        return code == null && ceremonyToken == null && credential == null;
    }

    /**
     * The answer as one text, for {@link dev.sallyport.factors.factor.SecondFactors#read}.
     *
     * @throws ProblemException {@code invalid-request} where a field of the method is missing, or one of another is
     *     there
     */
    public String text(FactorMethod method) {
        if (method.form() == FactorMethod.Form.ASSERTION) {
            refuse("code", code);
            return require("credential", credential).answerTo(require("ceremonyToken", ceremonyToken));
        }
        refuse("ceremonyToken", ceremonyToken);
        refuse("credential", credential);
        return require("code", code);
    }

    private static <T> T require(String field, @Nullable T value) {
        if (value == null) {
            throw new ProblemException(ProblemType.INVALID_REQUEST).error(field, "is missing");
        }
        return value;
    }

    private static void refuse(String field, @Nullable Object value) {
        if (value != null) {
            throw new ProblemException(ProblemType.INVALID_REQUEST).error(field, "does not belong to the method");
        }
    }

    @Override
    public String toString() {
        return "PasskeyOrCode"; // an answer must not reach a log
    }
}
