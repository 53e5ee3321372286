package dev.sallyport.factors.recovery;

import dev.sallyport.base.ids.UserId;
import dev.sallyport.factors.factor.CodeInput;
import dev.sallyport.factors.factor.FactorAttempt;
import dev.sallyport.factors.factor.SecondFactor;
import dev.sallyport.security.assurance.FactorMethod;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Checks paper keys. The caller that accepts one MUST remove the user's factors: that is what sets it apart from a
 * code.
 */
@ApplicationScoped
class PaperKeyFactor implements SecondFactor {

    private static final Pattern FORM = Pattern.compile("[0-9A-Fa-f]{64}");

    private final PaperKeys keys;

    PaperKeyFactor(PaperKeys keys) {
        this.keys = keys;
    }

    @Override
    public FactorMethod method() {
        return FactorMethod.PAPER_KEY;
    }

    @Override
    public Optional<String> read(String typed) {
        return Optional.of(CodeInput.normalize(typed))
                .filter(key -> FORM.matcher(key).matches())
                .map(key -> key.toLowerCase(Locale.ROOT));
    }

    @Override
    public void removeAll(UserId user) {
        keys.removeAll(user);
    }

    @Override
    public boolean wouldAccept(FactorAttempt attempt) {
        return keys.isRedeemable(attempt.userId(), attempt.code().text());
    }

    @Override
    public boolean accept(FactorAttempt attempt) {
        return keys.redeem(attempt.userId(), attempt.code().text());
    }
}
