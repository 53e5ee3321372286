package dev.sallyport.factors.recovery;

import dev.sallyport.base.ids.AuthenticatorId;
import dev.sallyport.base.ids.UserId;
import dev.sallyport.security.crypto.Digest;
import dev.sallyport.security.crypto.RandomBytes;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.util.HexFormat;

/** A user's paper key: 64 lower-case hex characters, 256 random bits, of which a SHA-256 is kept. */
@ApplicationScoped
public class PaperKeys {

    private static final int BYTES = 32;

    private final PaperKeyRepository keys;

    PaperKeys(PaperKeyRepository keys) {
        this.keys = keys;
    }

    /** Creates the key for a pending authenticator and revokes one that was issued before. */
    @Transactional(Transactional.TxType.MANDATORY)
    public String offer(UserId user, AuthenticatorId authenticator, Instant now) {
        String key = HexFormat.of().formatHex(RandomBytes.of(BYTES));
        keys.deleteOffered(user);
        keys.persist(new PaperKey(user, authenticator, Digest.sha256(key), now));
        return key;
    }

    /** Whether a key waits for this authenticator to become active. */
    @Transactional(Transactional.TxType.MANDATORY)
    public boolean isOffered(UserId user, AuthenticatorId authenticator) {
        return keys.existsOffered(user, authenticator);
    }

    /** Forgets a key that was offered with a pending authenticator which is given up. */
    @Transactional(Transactional.TxType.MANDATORY)
    public void withdraw(UserId user) {
        keys.deleteOffered(user);
    }

    /** Activates the key together with its authenticator. */
    @Transactional(Transactional.TxType.MANDATORY)
    public void activate(UserId user, AuthenticatorId authenticator) {
        keys.deleteActive(user);
        keys.activate(user, authenticator);
    }

    /** Creates a new key that is valid at once, and revokes the old one. */
    @Transactional(Transactional.TxType.MANDATORY)
    public String renew(UserId user, AuthenticatorId authenticator, Instant now) {
        keys.deleteAll(user);
        String key = offer(user, authenticator, now);
        keys.flush();
        keys.activate(user, authenticator);
        return key;
    }

    /** Whether {@link #redeem} would be true now. */
    @Transactional(Transactional.TxType.MANDATORY)
    boolean isRedeemable(UserId user, String key) {
        return keys.isUnused(user, Digest.sha256(key));
    }

    /** Uses the key up; false if it is not the user's, or was used before. */
    @Transactional(Transactional.TxType.MANDATORY)
    boolean redeem(UserId user, String key) {
        return keys.spend(user, Digest.sha256(key));
    }

    @Transactional(Transactional.TxType.MANDATORY)
    public void removeAll(UserId user) {
        keys.deleteAll(user);
    }

    @Transactional(Transactional.TxType.MANDATORY)
    public boolean exists(UserId user) {
        return keys.existsActive(user);
    }
}
