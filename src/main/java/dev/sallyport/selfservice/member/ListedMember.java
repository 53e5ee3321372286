package dev.sallyport.selfservice.member;

import dev.sallyport.accounts.account.EmailAddress;
import dev.sallyport.accounts.account.Role;
import dev.sallyport.base.ids.UserId;
import java.time.Instant;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** A user of an account, or an invited user, as the account's owners and admins see them. */
record ListedMember(
        @Schema(required = true, description = "Of the user, or of the invitation, until it is accepted.")
        UserId id,

        @Schema(required = true) String email,
        @Schema(required = true) Role role,

        @Schema(
                required = true,
                enumeration = {"active", "disabled", "invited"})
        String status,

        @Schema(required = true, description = "Since when they are a member, or invited.")
        Instant createdAt,

        @Schema(
                nullable = true,
                description = "Null where the user never signed in, or so long ago that it is forgotten.")
        @Nullable
        Instant lastSignInAt,

        @Schema(nullable = true, description = "Null of somebody who is invited, whatever there is to know of them.")
        @Nullable
        Boolean twoFactorEnabled,

        @Schema(
                nullable = true,
                description = "Until when too many wrong codes have closed the second step; null if it is open.")
        @Nullable
        Instant secondStepLockedUntil) {

    static ListedMember ofRow(Object[] row) {
        return new ListedMember(
                new UserId((UUID) row[0]),
                EmailAddress.shown((String) row[1]),
                Role.of((String) row[2]),
                (String) row[3],
                (Instant) row[4],
                (Instant) row[5],
                (Boolean) row[6],
                (Instant) row[7]);
    }
}
