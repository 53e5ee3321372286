package dev.sallyport.accounts.account;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** A user as they see themselves. */
public record Profile(
        @Schema(required = true) UUID id,
        @Schema(required = true) String email,
        @Schema(required = true) boolean emailVerified,
        @Schema(required = true) List<String> roles,
        @Schema(nullable = true) String locale,
        @Schema(required = true) List<Account> accounts,
        @Schema(required = true) Instant createdAt) {

    /** An account of the user's, and what they are there. */
    @Schema(name = "ProfileAccount")
    public record Account(
            @Schema(required = true) UUID id,
            @Schema(required = true) String name,

            @Schema(
                    enumeration = {"owner", "admin", "member"},
                    required = true)
            String role) {}
}
