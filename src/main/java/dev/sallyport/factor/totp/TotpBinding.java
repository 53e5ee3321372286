package dev.sallyport.factor.totp;

import dev.sallyport.crypto.Ids;
import dev.sallyport.crypto.Keyset;
import dev.sallyport.crypto.RandomBytes;
import dev.sallyport.crypto.SecretBox;
import dev.sallyport.otp.Totp;
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

    /** Wrong codes after which a pending authenticator is dead. */
    public static final int MAX_FAILURES = 5;

    private final TotpAuthenticatorRepository authenticators;
    private final SecretBox box;
    private final Totp totp;
    private final String issuer;

    TotpBinding(TotpAuthenticatorRepository authenticators, Keyset keyset, TotpConfig config) {
        this.authenticators = authenticators;
        this.box = keyset.secrets();
        this.totp = new Totp(config.driftSteps());
        this.issuer = config.issuer();
    }

    /** What a confirming code came to. */
    public enum Confirmation {
        UNKNOWN,
        ALREADY_ACTIVE,
        DEAD,
        WRONG_CODE,
        RIGHT_CODE
    }

    /** An authenticator that has just become active, and whether it took the place of another. */
    public record Activated(String name, boolean replaced) {}

    /** @param step the step of a right code, to be spent by {@link #activate} */
    public record CodeCheck(Confirmation confirmation, int attemptsLeft, long step) {}

    /** Makes a secret for a new authenticator; the user's former pending one is worthless from now on. */
    @Transactional(Transactional.TxType.MANDATORY)
    public TotpKey start(PendingTotp pending, String account, Instant now) {
        authenticators.voidPending(pending.userId(), now);
        UUID id = Ids.next();
        byte[] secret = RandomBytes.of(Totp.SECRET_BYTES);
        authenticators.persist(new TotpAuthenticator(id, pending, context -> box.seal(secret, context), now));
        return TotpKey.of(id, secret, issuer, account);
    }

    /** Makes the user's pending authenticator worthless, if there is one. */
    @Transactional(Transactional.TxType.MANDATORY)
    public void voidPending(UUID user, Instant now) {
        authenticators.flush(); // a try of the one that is deleted here may have been counted a moment ago
        authenticators.voidPending(user, now);
    }

    /** The key of an authenticator that still waits for its confirmation; empty in any other state. */
    @Transactional(Transactional.TxType.MANDATORY)
    public Optional<TotpKey> pendingKey(UUID id, UUID user, String account, Instant now) {
        return authenticators
                .findOwned(id, user)
                .filter(authenticator -> authenticator.isOpenForConfirmation(now, MAX_FAILURES))
                .map(authenticator -> TotpKey.of(id, secret(authenticator), issuer, account));
    }

    /** Whether it was a pending one of the user's until a second start, not long ago. */
    @Transactional(Transactional.TxType.MANDATORY)
    public boolean isVoided(UUID id, UUID user) {
        return authenticators.isVoided(id, user);
    }

    @Transactional(Transactional.TxType.MANDATORY)
    public boolean exists(UUID id, UUID user) {
        return authenticators.findOwned(id, user).isPresent();
    }

    /** Checks a confirming code: a wrong one is counted, a right one is not yet spent. */
    @Transactional(Transactional.TxType.MANDATORY)
    public CodeCheck check(UUID id, UUID user, String code, Instant now) {
        Optional<TotpAuthenticator> found = authenticators.lockOwned(id, user);
        if (found.isEmpty()) {
            boolean voided = authenticators.isVoided(id, user);
            return new CodeCheck(voided ? Confirmation.DEAD : Confirmation.UNKNOWN, 0, 0);
        }
        TotpAuthenticator authenticator = found.get();
        if (!authenticator.isPending()) {
            return new CodeCheck(Confirmation.ALREADY_ACTIVE, 0, 0);
        }
        if (!authenticator.isOpenForConfirmation(now, MAX_FAILURES)) {
            return new CodeCheck(Confirmation.DEAD, 0, 0);
        }
        OptionalLong step = totp.matchingStep(secret(authenticator), code, now);
        if (step.isEmpty()) {
            authenticator.countFailure();
            return new CodeCheck(Confirmation.WRONG_CODE, MAX_FAILURES - authenticator.failures(), 0);
        }
        return new CodeCheck(Confirmation.RIGHT_CODE, 0, step.getAsLong());
    }

    /**
     * Makes a pending authenticator active, its confirming step spent, and removes the one it replaces.
     *
     * @return empty if another request was first
     */
    @Transactional(Transactional.TxType.MANDATORY)
    public Optional<Activated> activate(UUID id, UUID user, long step, Instant now) {
        return authenticators
                .lockOwned(id, user)
                .filter(authenticator -> authenticator.isOpenForConfirmation(now, MAX_FAILURES))
                .map(authenticator -> {
                    authenticator.activate(step, now);
                    authenticator.replaces().ifPresent(old -> authenticators.deleteOwned(old, user));
                    return new Activated(
                            authenticator.name(), authenticator.replaces().isPresent());
                });
    }

    /** Gives an authenticator another name; empty if there is none of this user with the id. */
    @Transactional(Transactional.TxType.MANDATORY)
    public Optional<AuthenticatorView> rename(UUID id, UUID user, String name) {
        return authenticators.rename(id, user, name)
                ? authenticators.findOwned(id, user).map(TotpAuthenticator::view)
                : Optional.empty();
    }

    @Transactional(Transactional.TxType.MANDATORY)
    public void remove(UUID id, UUID user) {
        authenticators.deleteOwned(id, user);
    }

    /** Removes every authenticator of the user with its secret, also a pending one. */
    @Transactional(Transactional.TxType.MANDATORY)
    public void removeAll(UUID user) {
        authenticators.deleteAll(user);
    }

    /** Every authenticator of the user, and the pending one while it can still be confirmed. */
    @Transactional(Transactional.TxType.MANDATORY)
    public List<AuthenticatorView> list(UUID user, Instant now) {
        return authenticators.findOwned(user).stream()
                .filter(each -> !each.isPending() || each.isOpenForConfirmation(now, MAX_FAILURES))
                .map(TotpAuthenticator::view)
                .toList();
    }

    /** The authenticators that count: active ones, and those suspended after too many wrong codes. */
    @Transactional(Transactional.TxType.MANDATORY)
    public List<AuthenticatorView> listBound(UUID user) {
        return authenticators.findBound(user).stream()
                .map(TotpAuthenticator::view)
                .toList();
    }

    private byte[] secret(TotpAuthenticator authenticator) {
        return box.unseal(authenticator.sealedSecret(), authenticator.sealContext());
    }
}
