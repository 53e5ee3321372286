package dev.sallyport.factors.totp;

import dev.sallyport.base.database.DeferredRows;
import dev.sallyport.base.ids.AuthenticatorId;
import dev.sallyport.base.ids.UserId;
import dev.sallyport.factors.factor.CodeInput;
import dev.sallyport.factors.factor.EnrolledFactor;
import dev.sallyport.factors.factor.FactorAttempt;
import dev.sallyport.factors.factor.WrongCode;
import dev.sallyport.factors.otp.Totp;
import dev.sallyport.security.assurance.FactorMethod;
import dev.sallyport.security.crypto.Keyset;
import dev.sallyport.security.crypto.SealedSecrets;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.function.BooleanSupplier;

/**
 * Checks codes of authenticator apps. Each step of each authenticator is accepted once, and never an older one after.
 */
@ApplicationScoped
public class TotpFactor implements EnrolledFactor {

    private final TotpAuthenticatorRepository authenticators;
    private final SealedSecrets secrets;
    private final Totp totp;

    TotpFactor(TotpAuthenticatorRepository authenticators, Keyset keyset, TotpConfig config) {
        this.authenticators = authenticators;
        this.secrets = keyset.secrets();
        this.totp = new Totp(config.driftSteps());
    }

    @Override
    public FactorMethod method() {
        return FactorMethod.TOTP;
    }

    @Override
    public Optional<String> read(String typed) {
        return CodeInput.digitsOfApp(typed);
    }

    @Override
    @Transactional(Transactional.TxType.MANDATORY)
    public boolean wouldAccept(FactorAttempt attempt) {
        boolean accepted = false;
        for (ActiveTotp authenticator : authenticators.findActive(attempt.userId())) {
            OptionalLong step = matchingStep(authenticator, attempt);
            accepted |= step.isPresent() && authenticator.hasNotSpent(step.getAsLong());
        }
        return accepted;
    }

    @Override
    @Transactional(Transactional.TxType.MANDATORY)
    public boolean accept(FactorAttempt attempt) {
        return accept(authenticators.findActive(attempt.userId()), attempt);
    }

    @Override
    @Transactional(Transactional.TxType.MANDATORY)
    public BooleanSupplier begin(FactorAttempt attempt) {
        DeferredRows<ActiveTotp> active = authenticators.findActiveLater(attempt.userId());
        return () -> accept(active.list(), attempt);
    }

    private boolean accept(List<ActiveTotp> active, FactorAttempt attempt) {
        boolean accepted = false;
        for (ActiveTotp authenticator : active) {
            accepted |= accept(authenticator, attempt);
        }
        return accepted;
    }

    /**
     * Every authenticator is checked. If a code matches two, it counts as used if it was used in one, else by the
     * smaller offset.
     */
    @Override
    @Transactional(Transactional.TxType.MANDATORY)
    public Optional<WrongCode> explain(FactorAttempt attempt) {
        List<WrongCode> reasons = authenticators.findActive(attempt.userId()).stream()
                .map(authenticator -> explain(authenticator, attempt))
                .flatMap(Optional::stream)
                .toList();
        return reasons.stream()
                .min(Comparator.comparing(WrongCode::reason)
                        .thenComparing(reason -> Math.abs(reason.clockOffsetSeconds())));
    }

    @Override
    @Transactional(Transactional.TxType.MANDATORY)
    public void suspend(UserId user) {
        authenticators.suspendAll(user);
    }

    @Override
    @Transactional(Transactional.TxType.MANDATORY)
    public void suspend(UUID id, UserId user) {
        authenticators.suspend(new AuthenticatorId(id), user);
    }

    @Override
    @Transactional(Transactional.TxType.MANDATORY)
    public void remove(UUID id, UserId user) {
        authenticators.deleteOwned(new AuthenticatorId(id), user);
    }

    /** A pending one too. */
    @Override
    @Transactional(Transactional.TxType.MANDATORY)
    public void removeAll(UserId user) {
        authenticators.deleteAll(user);
    }

    private Optional<WrongCode> explain(ActiveTotp authenticator, FactorAttempt attempt) {
        byte[] secret = secrets.unseal(authenticator.sealedSecret(), authenticator.sealContext());
        return StepSearch.explain(
                authenticator.parameters(),
                secret,
                attempt.code().text(),
                authenticator.lastSpentStep(),
                attempt.signedIn(),
                attempt.now());
    }

    @Override
    @Transactional(Transactional.TxType.MANDATORY)
    public boolean isCopy(FactorAttempt attempt) {
        return authenticators.findActive(attempt.userId()).stream()
                .filter(authenticator ->
                        authenticator.hasAcceptedSince(attempt.now().minus(COPY_WINDOW)))
                .anyMatch(authenticator ->
                        matchingStep(authenticator, attempt).equals(OptionalLong.of(authenticator.lastSpentStep())));
    }

    private boolean accept(ActiveTotp authenticator, FactorAttempt attempt) {
        OptionalLong step = matchingStep(authenticator, attempt);
        // A code that is known to be spent takes no more statements than any other wrong one.
        return step.isPresent()
                && authenticator.hasNotSpent(step.getAsLong())
                && authenticators.spend(authenticator.id(), attempt.userId(), step.getAsLong(), attempt.now());
    }

    private OptionalLong matchingStep(ActiveTotp authenticator, FactorAttempt attempt) {
        byte[] secret = secrets.unseal(authenticator.sealedSecret(), authenticator.sealContext());
        return totp.matchingStep(
                authenticator.parameters(), secret, attempt.code().text(), attempt.now());
    }
}
