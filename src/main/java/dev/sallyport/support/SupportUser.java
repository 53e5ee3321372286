package dev.sallyport.support;

import dev.sallyport.base.ids.AccountId;
import dev.sallyport.base.ids.UserId;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** What an agent needs to confirm an identity, and no more. */
record SupportUser(
        @Schema(required = true) UserId id,
        @Schema(required = true) String email,

        @Schema(
                enumeration = {"active", "disabled"},
                required = true)
        String status,

        @Schema(required = true) Instant createdAt,

        @Schema(required = true, nullable = true) @Nullable Instant lastSignInAt,

        @Schema(required = true) boolean twoFactorEnabled,

        @Schema(required = true, nullable = true) @Nullable Instant secondStepLockedUntil,

        @Schema(required = true, nullable = true) @Nullable Instant lockedDownAt,

        @Schema(required = true) boolean passwordChangeRequired,

        @Schema(required = true) List<Membership> accounts) {

    /** An account of the user, with the user's role in it. */
    @Schema(name = "SupportUserAccount")
    record Membership(
            @Schema(required = true) AccountId id,
            @Schema(required = true) String name,

            @Schema(
                    enumeration = {"owner", "admin", "member"},
                    required = true)
            String role) {}

    /** The result of a search: the user with the address, or a page of those who are found by a part of it. */
    @Schema(name = "SupportUsers")
    record Found(
            @Schema(required = true) List<SupportUser> items,

            @Schema(required = true, nullable = true) @Nullable
            String next) {}
}
