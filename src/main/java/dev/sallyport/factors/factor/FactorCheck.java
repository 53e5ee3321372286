package dev.sallyport.factors.factor;

/** The check of one code that {@link SecondFactors#begin} has begun. */
public interface FactorCheck {

    /**
     * Looks at the code, and spends it if it is right. It MUST be called in the transaction in which the check was
     * begun, once, and only for an attempt that was spent.
     *
     * @param left how many more wrong codes until the challenge becomes void, in addition to the user's own budget
     */
    CodeResult<Void> result(int left);
}
