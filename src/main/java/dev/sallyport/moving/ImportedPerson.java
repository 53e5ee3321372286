package dev.sallyport.moving;

import dev.sallyport.accounts.account.UserStatus;
import dev.sallyport.accounts.emailaddress.EmailAddress;
import dev.sallyport.accounts.password.ImportedPassword;
import dev.sallyport.base.language.Language;
import dev.sallyport.factors.recovery.RecoveryHash;
import dev.sallyport.factors.totp.ImportedApps;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A row that was read and is valid by itself.
 *
 * @param status empty where the row says nothing
 * @param recoveryCodes in the form that is hashed
 * @param recoveryHashes of another instance of this service, where there are no {@code recoveryCodes}
 */
record ImportedPerson(
        Optional<String> externalId,
        EmailAddress email,
        boolean emailVerified,
        Optional<Language> language,
        Optional<UserStatus> status,
        Optional<Instant> createdAt,
        List<ImportRow.Membership> accounts,
        Optional<ImportedPassword> password,
        List<ImportedApps.App> apps,
        List<String> recoveryCodes,
        List<RecoveryHash> recoveryHashes) {

    boolean hasRecoveryCodes() {
        return !recoveryCodes.isEmpty() || !recoveryHashes.isEmpty();
    }

    @Override
    public String toString() {
        return "ImportedPerson";
    }
}
