package dev.sallyport.client;

/** The answer of {@link TokenVerifier}: a sign-in, or the reason why there is none. */
public sealed interface TokenVerdict {

    /**
     * The token is good, and what was required is there.
     *
     * @param signIn whose it is
     */
    record Accepted(SignIn signIn) implements TokenVerdict {}

    /**
     * The request must not be served.
     *
     * @param refusal what to answer
     */
    record Refused(Refusal refusal) implements TokenVerdict {}

    /**
     * The sign-in, for callers that map exceptions to answers.
     *
     * @return the sign-in of an accepted token
     * @throws RefusedException with what to answer
     */
    default SignIn orElseThrow() {
        if (this instanceof Accepted accepted) {
            return accepted.signIn();
        }
        throw new RefusedException(((Refused) this).refusal());
    }
}
