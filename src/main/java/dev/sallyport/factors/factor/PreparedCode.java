package dev.sallyport.factors.factor;

import dev.sallyport.security.assurance.FactorMethod;

/**
 * A code that is ready for the comparison with what is stored: the slow hash, where its kind has one, is done. Only
 * {@link SecondFactors#prepare} makes one, so that no code is compared as it was typed.
 */
public final class PreparedCode {

    private final FactorMethod method;
    private final String text;

    PreparedCode(FactorMethod method, String text) {
        this.method = method;
        this.text = text;
    }

    /** The kind of factor that it is a code of, and by which alone it is verified. */
    public FactorMethod method() {
        return method;
    }

    /** What {@link SecondFactor#prepare} made of the code. It is a secret, like the code itself. */
    public String text() {
        return text;
    }

    @Override
    public String toString() {
        return "PreparedCode[method=" + method + "]"; // a code must not reach a log
    }
}
