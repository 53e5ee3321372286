package dev.sallyport.accounts.password;

import dev.sallyport.base.ids.UserId;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** The stored passwords, by owner. */
@ApplicationScoped
public class PasswordCredentials {

    private final PasswordCredentialRepository credentials;
    private final ImportedPeppers peppers;

    PasswordCredentials(PasswordCredentialRepository credentials, ImportedPeppers peppers) {
        this.credentials = credentials;
        this.peppers = peppers;
    }

    @Transactional(Transactional.TxType.MANDATORY)
    public Optional<StoredPassword> find(UserId user) {
        return credentials.findByIdOptional(user).map(PasswordCredential::stored);
    }

    /** Whether the user must replace the password before it can be used. */
    @Transactional(Transactional.TxType.MANDATORY)
    public boolean isResetRequired(UserId user) {
        return credentials
                .findByIdOptional(user)
                .filter(PasswordCredential::isResetRequired)
                .isPresent();
    }

    /** Those of the users who must replace their password before it can be used. */
    @Transactional(Transactional.TxType.MANDATORY)
    public Set<UserId> resetRequired(Collection<UserId> users) {
        return credentials.find("userId in ?1 and resetRequiredAt is not null", users).stream()
                .map(PasswordCredential::userId)
                .collect(Collectors.toUnmodifiableSet());
    }

    /** Gives a new user their first password. */
    @Transactional(Transactional.TxType.MANDATORY)
    public void create(UserId user, StoredPassword password, Instant now) {
        credentials.persist(new PasswordCredential(user, password, now));
    }

    /** Gives a user without a password the one that another system hashed. */
    @Transactional(Transactional.TxType.MANDATORY)
    public void create(UserId user, ImportedPassword password, Instant now) {
        create(user, peppers.stored(password), now);
    }

    /** Replaces a password that another system hashed with one that it hashed later. */
    @Transactional(Transactional.TxType.MANDATORY)
    public void renew(UserId user, StoredPassword before, ImportedPassword password) {
        StoredPassword after = peppers.stored(password);
        credentials.update(
                "hash = ?1, sealedPepper = ?2 where userId = ?3 and hash = ?4 and pepperKeyId is null",
                after.hash(),
                after.sealedPepper(),
                user,
                before.hash());
    }

    /**
     * Replaces the password {@code before}. Returns false if it is no longer the user's password: of two simultaneous
     * changes, one wins.
     */
    @Transactional(Transactional.TxType.MANDATORY)
    public boolean replace(UserId user, StoredPassword before, StoredPassword after, Instant now) {
        return credentials.update(
                        "hash = ?1, pepperKeyId = ?2, sealedPepper = null, changedAt = ?3, resetRequiredAt = null"
                                + " where userId = ?4 and hash = ?5",
                        after.hash(),
                        after.pepperKeyId(),
                        now,
                        user,
                        before.hash())
                == 1;
    }

    /** Disables the password until the user replaces it. Returns false for a user without a password. */
    @Transactional(Transactional.TxType.MANDATORY)
    public boolean requireReset(UserId user, Instant now) {
        return credentials.update("resetRequiredAt = ?1 where userId = ?2", now, user) == 1;
    }

    /**
     * Disables the passwords of these users that are older than a requirement, until each user replaces theirs.
     *
     * @param requiredAt when it was required; a user of whom it was required then or later is left out
     * @return the users whose passwords it has disabled
     */
    @Transactional(Transactional.TxType.MANDATORY)
    public List<UserId> requireReset(List<UserId> users, Instant requiredAt) {
        return credentials.requireReset(users, requiredAt);
    }

    /**
     * Replaces an older hash of the same password with a stronger one. If the password was changed meanwhile, the hash
     * is no longer {@code before} and the change stands.
     */
    @Transactional(Transactional.TxType.MANDATORY)
    public void upgrade(UserId user, StoredPassword before, StoredPassword after) {
        credentials.update(
                "hash = ?1, pepperKeyId = ?2, sealedPepper = null where userId = ?3 and hash = ?4",
                after.hash(),
                after.pepperKeyId(),
                user,
                before.hash());
    }
}
