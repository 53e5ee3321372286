package dev.sallyport.factor.email;

import dev.sallyport.factor.FactorAttempt;
import dev.sallyport.factor.FactorMethod;
import dev.sallyport.factor.SecondFactor;
import jakarta.enterprise.context.ApplicationScoped;

/**
 * Checks codes that were sent by email. What spends a code is the closing of its challenge, whose row the caller has
 * locked: a code belongs to one challenge, and a challenge succeeds once.
 */
@ApplicationScoped
public class EmailCodeFactor implements SecondFactor {

    private final EmailCodes codes;

    EmailCodeFactor(EmailCodes codes) {
        this.codes = codes;
    }

    @Override
    public FactorMethod method() {
        return FactorMethod.EMAIL_CODE;
    }

    @Override
    public boolean isWellFormed(String code) {
        return EmailCodes.isCode(code);
    }

    @Override
    public boolean wouldAccept(FactorAttempt attempt) {
        return accept(attempt);
    }

    @Override
    public boolean accept(FactorAttempt attempt) {
        return codes.matches(attempt.challengeId(), attempt.code());
    }
}
