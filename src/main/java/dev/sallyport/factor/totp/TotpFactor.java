package dev.sallyport.factor.totp;

import dev.sallyport.crypto.Keyset;
import dev.sallyport.crypto.SecretBox;
import dev.sallyport.factor.FactorAttempt;
import dev.sallyport.factor.FactorMethod;
import dev.sallyport.factor.SecondFactor;
import dev.sallyport.otp.Totp;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.OptionalLong;
import java.util.UUID;

/** Checks codes of authenticator apps. Each step of each authenticator is accepted once, and never an older one after. */
@ApplicationScoped
public class TotpFactor implements SecondFactor {

    private final TotpAuthenticatorRepository authenticators;
    private final SecretBox box;
    private final Totp totp;

    TotpFactor(TotpAuthenticatorRepository authenticators, Keyset keyset, TotpConfig config) {
        this.authenticators = authenticators;
        this.box = keyset.secrets();
        this.totp = new Totp(config.driftSteps());
    }

    @Override
    public FactorMethod method() {
        return FactorMethod.TOTP;
    }

    @Override
    public boolean isWellFormed(String code) {
        return Totp.isCode(code);
    }

    @Override
    @Transactional(Transactional.TxType.MANDATORY)
    public boolean wouldAccept(FactorAttempt attempt) {
        boolean accepted = false;
        for (TotpAuthenticator authenticator : authenticators.findActive(attempt.userId())) {
            OptionalLong step = matchingStep(authenticator, attempt);
            accepted |= step.isPresent() && authenticator.hasNotSpent(step.getAsLong());
        }
        return accepted;
    }

    @Override
    @Transactional(Transactional.TxType.MANDATORY)
    public boolean accept(FactorAttempt attempt) {
        boolean accepted = false;
        for (TotpAuthenticator authenticator : authenticators.findActive(attempt.userId())) {
            accepted |= accept(authenticator, attempt);
        }
        return accepted;
    }

    @Override
    @Transactional(Transactional.TxType.MANDATORY)
    public void suspend(UUID user) {
        authenticators.suspendAll(user);
    }

    private boolean accept(TotpAuthenticator authenticator, FactorAttempt attempt) {
        OptionalLong step = matchingStep(authenticator, attempt);
        return step.isPresent()
                && authenticators.spend(authenticator.id(), attempt.userId(), step.getAsLong(), attempt.now());
    }

    private OptionalLong matchingStep(TotpAuthenticator authenticator, FactorAttempt attempt) {
        byte[] secret = box.unseal(authenticator.sealedSecret(), authenticator.sealContext());
        return totp.matchingStep(secret, attempt.code(), attempt.now());
    }
}
