package dev.sallyport.recovery;

import dev.sallyport.factor.FactorAttempt;
import dev.sallyport.factor.FactorMethod;
import dev.sallyport.factor.SecondFactor;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.UUID;

/** Checks recovery codes (NIST look-up secrets): each works once, for its own user. */
@ApplicationScoped
class RecoveryCodeFactor implements SecondFactor {

    private final RecoveryCodes codes;

    RecoveryCodeFactor(RecoveryCodes codes) {
        this.codes = codes;
    }

    @Override
    public FactorMethod method() {
        return FactorMethod.RECOVERY_CODE;
    }

    @Override
    public boolean isWellFormed(String code) {
        return CrockfordBase32.read(code, RecoveryCodes.LENGTH).isPresent();
    }

    @Override
    public boolean isSlow() {
        return true;
    }

    @Override
    public String prepare(UUID user, String code) {
        return codes.prepare(user, code);
    }

    @Override
    public boolean wouldAccept(FactorAttempt attempt) {
        return codes.isRedeemable(attempt.userId(), attempt.code());
    }

    @Override
    public boolean accept(FactorAttempt attempt) {
        return codes.redeem(attempt.userId(), attempt.code(), attempt.now());
    }
}
