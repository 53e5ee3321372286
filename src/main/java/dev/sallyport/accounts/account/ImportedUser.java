package dev.sallyport.accounts.account;

import dev.sallyport.accounts.emailaddress.EmailAddress;
import dev.sallyport.base.ids.AccountId;
import dev.sallyport.base.language.Language;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * A user to be created as another system knows them.
 *
 * @param roles the user's role in each account, at least one
 * @param passwordless whether the user has no password
 */
public record ImportedUser(
        EmailAddress email,
        Optional<String> externalId,
        boolean emailVerified,
        UserStatus status,
        Optional<Language> language,
        Instant createdAt,
        Map<AccountId, Role> roles,
        boolean passwordless) {

    @Override
    public String toString() {
        return "ImportedUser";
    }
}
