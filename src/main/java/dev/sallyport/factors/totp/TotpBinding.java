package dev.sallyport.factors.totp;

import dev.sallyport.factors.factor.WrongCode;
import dev.sallyport.factors.otp.Totp;
import dev.sallyport.security.crypto.Ids;
import dev.sallyport.security.crypto.Keyset;
import dev.sallyport.security.crypto.RandomBytes;
import dev.sallyport.security.crypto.SecretBox;
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

    /**
     * @param step the step of a right code, to be spent by {@link #activate}
     * @param why of a wrong code that belongs to another time
     */
    public record CodeCheck(Confirmation confirmation, int attemptsLeft, long step, Optional<WrongCode> why) {

        CodeCheck(Confirmation confirmation, int attemptsLeft, long step) {
            this(confirmation, attemptsLeft, step, Optional.empty());
        }
    }

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

    /** The key of an authenticator that still waits for its holder's confirmation; empty in any other state. */
    @Transactional(Transactional.TxType.MANDATORY)
    public Optional<TotpKey> pendingKey(UUID id, UUID user, SetUpHolder holder, String account, Instant now) {
        return authenticators
                .findOwned(id, user)
                .filter(authenticator -> authenticator.isOpenForConfirmation(holder, now, MAX_FAILURES))
                .map(authenticator -> TotpKey.of(id, secret(authenticator), issuer, account));
    }

    /** Whether the holder began it for the user, and a second start voided it, not long ago. */
    @Transactional(Transactional.TxType.MANDATORY)
    public boolean isVoided(UUID id, UUID user, UUID holder) {
        return authenticators.isVoided(id, user, holder);
    }

    /** Whether the user has it; one that is pending, only for its holder. */
    @Transactional(Transactional.TxType.MANDATORY)
    public boolean exists(UUID id, UUID user, UUID holder) {
        return authenticators
                .findOwned(id, user)
                .filter(authenticator -> !authenticator.isPendingElsewhere(holder))
                .isPresent();
    }

    /** Checks a confirming code: a wrong one is counted, a right one is not yet spent. */
    @Transactional(Transactional.TxType.MANDATORY)
    public CodeCheck check(UUID id, UUID user, SetUpHolder holder, String code, Instant now) {
        Optional<TotpAuthenticator> found =
                authenticators.lockOwned(id, user).filter(each -> !each.isPendingElsewhere(holder.id()));
        if (found.isEmpty()) {
            boolean voided = authenticators.isVoided(id, user, holder.id());
            return new CodeCheck(voided ? Confirmation.DEAD : Confirmation.UNKNOWN, 0, 0);
        }
        TotpAuthenticator authenticator = found.get();
        if (!authenticator.isPending()) {
            return new CodeCheck(Confirmation.ALREADY_ACTIVE, 0, 0);
        }
        if (!authenticator.isOpenForConfirmation(holder, now, MAX_FAILURES)) {
            return new CodeCheck(Confirmation.DEAD, 0, 0);
        }
        OptionalLong step = totp.matchingStep(secret(authenticator), code, now);
        if (step.isEmpty()) {
            authenticator.countFailure();
            // The key is the caller's own: a code ahead of time gives nothing away.
            Optional<WrongCode> why =
                    StepSearch.explain(secret(authenticator), code, authenticator.lastSpentStep(), true, now);
            return new CodeCheck(Confirmation.WRONG_CODE, MAX_FAILURES - authenticator.failures(), 0, why);
        }
        return new CodeCheck(Confirmation.RIGHT_CODE, 0, step.getAsLong());
    }

    /**
     * Makes a pending authenticator active, its confirming step spent, and removes the one it replaces.
     *
     * @return empty if another request was first, or its holder's time is over
     */
    @Transactional(Transactional.TxType.MANDATORY)
    public Optional<Activated> activate(UUID id, UUID user, SetUpHolder holder, long step, Instant now) {
        return authenticators
                .lockOwned(id, user)
                .filter(authenticator -> authenticator.isOpenForConfirmation(holder, now, MAX_FAILURES))
                .map(authenticator -> {
                    authenticator.activate(step, now);
                    authenticator.replaces().ifPresent(old -> authenticators.deleteOwned(old, user));
                    return new Activated(
                            authenticator.name(), authenticator.replaces().isPresent());
                });
    }

    /** Gives an authenticator another name; empty if there is none of this user with the id that the holder sees. */
    @Transactional(Transactional.TxType.MANDATORY)
    public Optional<Authenticator> rename(UUID id, UUID user, UUID holder, String name) {
        return authenticators.rename(id, user, holder, name)
                ? authenticators.findOwned(id, user).map(TotpAuthenticator::withoutSecret)
                : Optional.empty();
    }

    @Transactional(Transactional.TxType.MANDATORY)
    public void remove(UUID id, UUID user) {
        authenticators.deleteOwned(id, user);
    }

    /** Accepts no more codes from an authenticator; that the user has a second factor stays. False if there is none. */
    @Transactional(Transactional.TxType.MANDATORY)
    public boolean suspend(UUID id, UUID user) {
        return authenticators.suspend(id, user);
    }

    /** Removes every authenticator of the user with its secret, also a pending one. */
    @Transactional(Transactional.TxType.MANDATORY)
    public void removeAll(UUID user) {
        authenticators.deleteAll(user);
    }

    /** Every authenticator of the user, and the one that the holder has begun while it can still be confirmed. */
    @Transactional(Transactional.TxType.MANDATORY)
    public List<Authenticator> list(UUID user, UUID holder, Instant now) {
        return authenticators.findSeenBy(holder, user).stream()
                .filter(each -> !each.isPending() || each.isInTime(now, MAX_FAILURES))
                .map(TotpAuthenticator::withoutSecret)
                .toList();
    }

    /** The authenticators that count: active ones, and those suspended after too many wrong codes. */
    @Transactional(Transactional.TxType.MANDATORY)
    public List<Authenticator> listBound(UUID user) {
        return authenticators.findBound(user).stream()
                .map(TotpAuthenticator::withoutSecret)
                .toList();
    }

    /** Whether the user has an authenticator that was confirmed after that moment. */
    @Transactional(Transactional.TxType.MANDATORY)
    public boolean isBoundSince(UUID user, Instant moment) {
        return authenticators.findBound(user).stream().anyMatch(each -> each.isConfirmedAfter(moment));
    }

    private byte[] secret(TotpAuthenticator authenticator) {
        return box.unseal(authenticator.sealedSecret(), authenticator.sealContext());
    }
}
