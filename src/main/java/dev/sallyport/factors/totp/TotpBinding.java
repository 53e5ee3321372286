package dev.sallyport.factors.totp;

import dev.sallyport.base.ids.AuthenticatorId;
import dev.sallyport.base.ids.UserId;
import dev.sallyport.factors.factor.Authenticator;
import dev.sallyport.factors.factor.PendingFactor;
import dev.sallyport.factors.factor.SetUpHolder;
import dev.sallyport.factors.factor.WrongCode;
import dev.sallyport.factors.otp.Totp;
import dev.sallyport.security.assurance.FactorMethod;
import dev.sallyport.security.crypto.Ids;
import dev.sallyport.security.crypto.Keyset;
import dev.sallyport.security.crypto.RandomBytes;
import dev.sallyport.security.crypto.SealedSecrets;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;

/** Binds authenticator apps: a pending one with a fresh secret, active once a code from it was seen. */
@ApplicationScoped
public class TotpBinding {

    /** Wrong codes after which a pending authenticator becomes void. */
    public static final int MAX_FAILURES = 5;

    private final TotpAuthenticatorRepository authenticators;
    private final SealedSecrets secrets;
    private final Totp totp;
    private final String issuer;

    TotpBinding(TotpAuthenticatorRepository authenticators, Keyset keyset, TotpConfig config) {
        this.authenticators = authenticators;
        this.secrets = keyset.secrets();
        this.totp = new Totp(config.driftSteps());
        this.issuer = config.issuer();
    }

    private record Confirmed(TotpBinding binding, AuthenticatorId authenticator, UserId user, long step)
            implements PendingFactor {

        @Override
        public FactorMethod method() {
            return FactorMethod.TOTP;
        }

        @Override
        public UUID id() {
            return authenticator.value();
        }

        @Override
        public Optional<Activated> activate(SetUpHolder holder, Instant now) {
            return binding.activate(authenticator, user, holder, step, now);
        }
    }

    /** Creates a secret for a new authenticator and discards the user's previous pending one. */
    @Transactional(Transactional.TxType.MANDATORY)
    public TotpKey start(PendingTotp pending, String account, Instant now) {
        authenticators.voidPending(pending.userId(), now);
        AuthenticatorId id = new AuthenticatorId(Ids.next());
        byte[] secret = RandomBytes.of(Totp.SECRET_BYTES);
        authenticators.persist(new TotpAuthenticator(id, pending, context -> secrets.seal(secret, context), now));
        return TotpKey.of(id, secret, issuer, account);
    }

    /** Discards the user's pending authenticator, if there is one. */
    @Transactional(Transactional.TxType.MANDATORY)
    public void voidPending(UserId user, Instant now) {
        authenticators.flush(); // a try of the one that is deleted here may have been counted a moment ago
        authenticators.voidPending(user, now);
    }

    /** The key of an authenticator that still waits for its holder's confirmation; empty in any other state. */
    @Transactional(Transactional.TxType.MANDATORY)
    public Optional<TotpKey> pendingKey(
            AuthenticatorId id, UserId user, SetUpHolder holder, String account, Instant now) {
        return authenticators
                .findOwned(id, user)
                .filter(authenticator -> authenticator.isOpenForConfirmation(holder, now, MAX_FAILURES))
                .map(authenticator -> TotpKey.of(id, secret(authenticator), issuer, account));
    }

    /** Whether the holder began it for the user, and a second start voided it, not long ago. */
    @Transactional(Transactional.TxType.MANDATORY)
    public boolean isVoided(AuthenticatorId id, UserId user, UUID holder) {
        return authenticators.isVoided(id, user, holder);
    }

    /** Whether the user has it; one that is pending, only for its holder. */
    @Transactional(Transactional.TxType.MANDATORY)
    public boolean exists(AuthenticatorId id, UserId user, UUID holder) {
        return authenticators
                .findOwned(id, user)
                .filter(authenticator -> !authenticator.isPendingElsewhere(holder))
                .isPresent();
    }

    /** Checks a confirming code: a wrong one is counted, a right one is not yet spent. */
    @Transactional(Transactional.TxType.MANDATORY)
    public ConfirmingCode check(AuthenticatorId id, UserId user, SetUpHolder holder, String code, Instant now) {
        Optional<TotpAuthenticator> found =
                authenticators.lockOwned(id, user).filter(each -> !each.isPendingElsewhere(holder.id()));
        if (found.isEmpty()) {
            boolean voided = authenticators.isVoided(id, user, holder.id());
            return voided ? ConfirmingCode.Unchecked.DEAD : ConfirmingCode.Unchecked.UNKNOWN;
        }
        TotpAuthenticator authenticator = found.get();
        if (!authenticator.isPending()) {
            return ConfirmingCode.Unchecked.ALREADY_ACTIVE;
        }
        if (!authenticator.isOpenForConfirmation(holder, now, MAX_FAILURES)) {
            return ConfirmingCode.Unchecked.DEAD;
        }
        OptionalLong step = totp.matchingStep(secret(authenticator), code, now);
        if (step.isEmpty()) {
            authenticator.countFailure();
            // The key is the caller's own: a code ahead of time gives nothing away.
            Optional<WrongCode> why = StepSearch.explain(
                    authenticator.parameters(), secret(authenticator), code, authenticator.lastSpentStep(), true, now);
            return new ConfirmingCode.Wrong(MAX_FAILURES - authenticator.failures(), why);
        }
        return new ConfirmingCode.Right(step.getAsLong());
    }

    /** The authenticator to be made active, of which a code was right; {@code step} is that of the code. */
    public PendingFactor confirmed(AuthenticatorId id, UserId user, long step) {
        return new Confirmed(this, id, user, step);
    }

    /**
     * Makes a pending authenticator active, its confirming step spent, and removes the one it replaces.
     *
     * @return empty if another request was first, or the holder has expired
     */
    @Transactional(Transactional.TxType.MANDATORY)
    Optional<PendingFactor.Activated> activate(
            AuthenticatorId id, UserId user, SetUpHolder holder, long step, Instant now) {
        return authenticators
                .lockOwned(id, user)
                .filter(authenticator -> authenticator.isOpenForConfirmation(holder, now, MAX_FAILURES))
                .map(authenticator -> {
                    authenticator.activate(step, now);
                    authenticator.replaces().ifPresent(old -> authenticators.deleteOwned(old, user));
                    return new PendingFactor.Activated(
                            authenticator.name(), authenticator.replaces().isPresent());
                });
    }

    /** Renames an authenticator; empty if this user has none with the id that the holder can see. */
    @Transactional(Transactional.TxType.MANDATORY)
    public Optional<Authenticator> rename(AuthenticatorId id, UserId user, UUID holder, String name) {
        return authenticators.rename(id, user, holder, name)
                ? authenticators.findOwned(id, user).map(TotpAuthenticator::withoutSecret)
                : Optional.empty();
    }

    @Transactional(Transactional.TxType.MANDATORY)
    public void remove(AuthenticatorId id, UserId user) {
        authenticators.deleteOwned(id, user);
    }

    /** Every authenticator of the user, and the one that the holder has begun while it can still be confirmed. */
    @Transactional(Transactional.TxType.MANDATORY)
    public List<Authenticator> list(UserId user, UUID holder, Instant now) {
        return authenticators.findSeenBy(holder, user).stream()
                .filter(each -> !each.isPending() || each.isInTime(now, MAX_FAILURES))
                .map(TotpAuthenticator::withoutSecret)
                .toList();
    }

    private byte[] secret(TotpAuthenticator authenticator) {
        return secrets.unseal(authenticator.sealedSecret(), authenticator.sealContext());
    }
}
