package dev.sallyport.moving;

import dev.sallyport.accounts.account.UserImport;
import dev.sallyport.accounts.password.ImportedPassword;
import dev.sallyport.accounts.password.PasswordCredentials;
import dev.sallyport.accounts.password.StoredPassword;
import dev.sallyport.base.ids.UserId;
import dev.sallyport.factors.factor.BoundFactors;
import dev.sallyport.factors.recovery.NewRecoveryCodes;
import dev.sallyport.factors.recovery.RecoveryCodes;
import dev.sallyport.factors.totp.ImportedApps;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** What an imported user signs in with: the password, the authenticator apps and the recovery codes. */
@ApplicationScoped
class ImportedSecrets {

    private final UserImport users;
    private final PasswordCredentials passwords;
    private final ImportedApps apps;
    private final RecoveryCodes codes;
    private final BoundFactors factors;

    ImportedSecrets(
            UserImport users,
            PasswordCredentials passwords,
            ImportedApps apps,
            RecoveryCodes codes,
            BoundFactors factors) {
        this.users = users;
        this.passwords = passwords;
        this.apps = apps;
        this.codes = codes;
        this.factors = factors;
    }

    @Transactional(Transactional.TxType.MANDATORY)
    Optional<StoredPassword> password(UserId user) {
        return passwords.find(user);
    }

    @Transactional(Transactional.TxType.MANDATORY)
    boolean hasSecondFactor(UserId user) {
        return factors.exist(user);
    }

    /**
     * Hashes recovery codes, each slowly unless another instance has done so: it MUST be called outside a transaction.
     */
    NewRecoveryCodes hash(ImportedPerson person) {
        return person.recoveryHashes().isEmpty()
                ? codes.hash(person.recoveryCodes())
                : codes.ofHashes(person.recoveryHashes());
    }

    /** Whether the recovery codes, if they are hashed, can be checked here. */
    boolean canCheckCodes(ImportedPerson person) {
        return person.recoveryHashes().stream().allMatch(codes::canCheck);
    }

    /** Sets the password of a user who has none, or one that an earlier import brought. */
    @Transactional(Transactional.TxType.MANDATORY)
    void setPassword(UserId user, Optional<StoredPassword> before, ImportedPassword password, Instant now) {
        if (before.isPresent()) {
            passwords.renew(user, before.get(), password);
        } else {
            passwords.create(user, password, now);
            users.notePassword(user);
        }
    }

    /** Notes the password and the second factors of a user whose first membership has no other to read them from. */
    @Transactional(Transactional.TxType.MANDATORY)
    void noteHeld(UserId user) {
        if (passwords.find(user).isPresent()) {
            users.notePassword(user);
        }
        factors.noteChange(user);
    }

    /**
     * Binds the apps, and the recovery codes that stand in for them. Without codes there is an empty set of them: each
     * user with a second factor has one, and can make new codes.
     */
    @Transactional(Transactional.TxType.MANDATORY)
    void bind(UserId user, List<ImportedApps.App> given, Optional<NewRecoveryCodes> hashed, Instant now) {
        given.forEach(app -> apps.bind(user, app, now));
        codes.replace(user, hashed.orElseGet(() -> codes.hash(List.of())), now);
        factors.noteChange(user);
    }
}
