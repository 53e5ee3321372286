package dev.sallyport.factors.factor;

import dev.sallyport.security.assurance.FactorMethod;

/**
 * A code as a client sent it, in its one exact form. It cannot be compared yet: {@link SecondFactors#prepare} turns it
 * into a {@link PreparedCode}.
 */
public final class NormalizedCode {

    private final FactorMethod method;
    private final String text;

    NormalizedCode(FactorMethod method, String text) {
        this.method = method;
        this.text = text;
    }

    /** The kind of factor that it is a code of. */
    public FactorMethod method() {
        return method;
    }

    String text() {
        return text;
    }

    @Override
    public String toString() {
        return "NormalizedCode[method=" + method + "]"; // a code must not reach a log
    }
}
