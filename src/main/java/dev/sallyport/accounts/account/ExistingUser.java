package dev.sallyport.accounts.account;

import dev.sallyport.base.ids.AccountId;
import dev.sallyport.base.ids.UserId;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A user who is here already when an import names them.
 *
 * @param email in its canonical form
 * @param hasSignedIn whether the user has ever signed in here
 */
public record ExistingUser(
        UserId id,
        String email,
        Optional<String> externalId,
        boolean emailVerified,
        UserStatus status,
        @Nullable String locale,
        Set<AccountId> accounts,
        boolean hasSignedIn) {

    @Override
    public String toString() {
        return "ExistingUser[id=" + id + "]";
    }
}
