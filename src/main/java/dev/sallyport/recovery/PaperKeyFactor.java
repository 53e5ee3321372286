package dev.sallyport.recovery;

import dev.sallyport.factor.FactorAttempt;
import dev.sallyport.factor.FactorMethod;
import dev.sallyport.factor.SecondFactor;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Locale;
import java.util.regex.Pattern;

/** Checks paper keys. Whoever accepts one MUST remove the user's factors: that is what sets it apart from a code. */
@ApplicationScoped
class PaperKeyFactor implements SecondFactor {

    private static final Pattern IGNORED = Pattern.compile("[\\s-]");
    private static final Pattern FORM = Pattern.compile("[0-9a-f]{64}");

    private final PaperKeys keys;

    PaperKeyFactor(PaperKeys keys) {
        this.keys = keys;
    }

    @Override
    public FactorMethod method() {
        return FactorMethod.PAPER_KEY;
    }

    @Override
    public boolean isWellFormed(String code) {
        return FORM.matcher(meant(code)).matches();
    }

    @Override
    public boolean wouldAccept(FactorAttempt attempt) {
        return keys.isRedeemable(attempt.userId(), meant(attempt.code()));
    }

    @Override
    public boolean accept(FactorAttempt attempt) {
        return keys.redeem(attempt.userId(), meant(attempt.code()));
    }

    private static String meant(String typed) {
        return IGNORED.matcher(typed).replaceAll("").toLowerCase(Locale.ROOT);
    }
}
