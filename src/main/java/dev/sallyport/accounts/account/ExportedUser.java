package dev.sallyport.accounts.account;

import dev.sallyport.base.ids.AccountId;
import dev.sallyport.base.ids.UserId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What another system gets of a user. */
public record ExportedUser(
        UserId id,
        String email,
        boolean emailVerified,
        Optional<String> externalId,
        UserStatus status,
        @Nullable String locale,
        Instant createdAt,
        List<Membership> memberships) {

    /** An account of the user, with the user's role in it. */
    public record Membership(AccountId id, Optional<String> externalId, String name, Role role) {}

    @Override
    public String toString() {
        return "ExportedUser[id=" + id + "]";
    }
}
