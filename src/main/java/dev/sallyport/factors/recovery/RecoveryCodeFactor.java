package dev.sallyport.factors.recovery;

import dev.sallyport.base.ids.UserId;
import dev.sallyport.factors.factor.FactorAttempt;
import dev.sallyport.factors.factor.SecondFactor;
import dev.sallyport.factors.factor.WrongCode;
import dev.sallyport.security.assurance.FactorMethod;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;

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
    public Optional<String> read(String typed) {
        return RecoveryCodeForm.read(typed);
    }

    @Override
    public boolean isSlow() {
        return true;
    }

    @Override
    public String prepare(UserId user, String code) {
        return codes.prepare(user, code);
    }

    /** A used code is kept with its set, and has 80 bits: a caller who knows it owned it. */
    @Override
    public Optional<WrongCode> explain(FactorAttempt attempt) {
        return codes.isUsed(attempt.userId(), attempt.code().text())
                ? Optional.of(WrongCode.alreadyUsed())
                : Optional.empty();
    }

    @Override
    public void removeAll(UserId user) {
        codes.removeAll(user);
    }

    @Override
    public boolean wouldAccept(FactorAttempt attempt) {
        return codes.isRedeemable(attempt.userId(), attempt.code().text());
    }

    @Override
    public boolean accept(FactorAttempt attempt) {
        return codes.redeem(attempt.userId(), attempt.code().text(), attempt.now());
    }

    @Override
    public boolean isCopy(FactorAttempt attempt) {
        return codes.wasRedeemedSince(
                attempt.userId(), attempt.code().text(), attempt.now().minus(COPY_WINDOW));
    }
}
