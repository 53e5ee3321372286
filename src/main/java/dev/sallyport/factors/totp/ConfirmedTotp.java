package dev.sallyport.factors.totp;

import dev.sallyport.factors.factor.PendingFactor;
import dev.sallyport.factors.factor.SetUpHolder;
import dev.sallyport.security.assurance.FactorMethod;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * A pending authenticator of which a code was seen.
 *
 * @param step of that code, which is spent when the authenticator becomes active
 */
record ConfirmedTotp(TotpBinding binding, UUID id, UUID user, long step) implements PendingFactor {

    @Override
    public FactorMethod method() {
        return FactorMethod.TOTP;
    }

    @Override
    public Optional<Activated> activate(SetUpHolder holder, Instant now) {
        return binding.activate(id, user, holder, step, now);
    }
}
