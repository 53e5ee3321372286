package dev.sallyport.accounts.account;

import dev.sallyport.base.ids.AccountId;
import dev.sallyport.base.ids.UserId;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** A user as they see themselves. */
public record Profile(
        @Schema(required = true) UserId id,
        @Schema(required = true) String email,
        @Schema(required = true) boolean emailVerified,
        @Schema(required = true) List<String> roles,
        @Schema(required = true, nullable = true) @Nullable String locale,
        @Schema(required = true) List<OwnAccount> accounts,
        @Schema(required = true) Instant createdAt) {

    /** An account of a user, with the user's role in it. */
    @Schema(name = "ProfileAccount")
    public record Account(
            @Schema(required = true) AccountId id,
            @Schema(required = true) String name,

            @Schema(
                    enumeration = {"owner", "admin", "member"},
                    required = true)
            String role) {

        /** As a query makes it. */
        Account(AccountId id, String name, Role role) {
            this(id, name, role.text());
        }
    }
}
