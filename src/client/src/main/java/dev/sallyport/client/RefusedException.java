package dev.sallyport.client;

/** A request that must not be served. Its message names the reason and never the token. */
public class RefusedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient Refusal refusal;

    /**
     * Wraps what to answer.
     *
     * @param refusal what to answer
     */
    public RefusedException(Refusal refusal) {
        super(refusal.reason().toString());
        this.refusal = refusal;
    }

    /**
     * What to answer.
     *
     * @return the refusal that was given; null in an exception that was deserialised
     */
    public Refusal refusal() {
        return refusal;
    }
}
