package dev.sallyport.factors.accesscode;

import dev.sallyport.base.ids.UserId;
import dev.sallyport.factors.factor.CodeInput;
import dev.sallyport.factors.factor.FactorAttempt;
import dev.sallyport.factors.factor.SecondFactor;
import dev.sallyport.security.assurance.FactorMethod;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import java.util.regex.Pattern;

/** Checks the access codes of agents (NIST look-up secrets): each works once, for its own user. */
@ApplicationScoped
class AccessCodeFactor implements SecondFactor {

    private static final Pattern FORM = Pattern.compile("[0-9]{" + AccessCodes.DIGITS + "}");

    private final AccessCodes codes;

    AccessCodeFactor(AccessCodes codes) {
        this.codes = codes;
    }

    @Override
    public FactorMethod method() {
        return FactorMethod.ACCESS_CODE;
    }

    @Override
    public Optional<String> read(String typed) {
        return Optional.of(CodeInput.normalize(typed))
                .filter(code -> FORM.matcher(code).matches());
    }

    /** Eight digits can be guessed: the code ends, and an agent can give another. */
    @Override
    public void suspend(UserId user) {
        codes.end(user);
    }

    @Override
    public void removeAll(UserId user) {
        codes.end(user);
    }

    @Override
    public boolean wouldAccept(FactorAttempt attempt) {
        return codes.isRedeemable(attempt.userId(), attempt.code().text(), attempt.now());
    }

    @Override
    public boolean accept(FactorAttempt attempt) {
        return codes.redeem(attempt.userId(), attempt.code().text(), attempt.now());
    }
}
