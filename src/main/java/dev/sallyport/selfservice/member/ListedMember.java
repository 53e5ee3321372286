package dev.sallyport.selfservice.member;

import dev.sallyport.accounts.account.EmailAddress;
import dev.sallyport.accounts.account.Role;
import dev.sallyport.base.database.Row;
import java.time.Instant;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** A user of an account, or somebody who is invited to it, as those who run the account see them. */
record ListedMember(
        @Schema(required = true, description = "Of the user, or of the invitation, until it is accepted.")
        UUID id,

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
        Instant lastSignInAt,

        @Schema(nullable = true, description = "Null of somebody who is invited, whatever there is to know of them.")
        Boolean twoFactorEnabled,

        @Schema(
                nullable = true,
                description = "Until when too many wrong codes have closed the second step; null if it is open.")
        Instant secondStepLockedUntil) {

    static ListedMember ofRow(Row row) {
        return new ListedMember(
                row.uuid("id"),
                EmailAddress.shown(row.text("email")),
                Role.of(row.text("role")),
                row.text("status"),
                row.instant("created_at"),
                row.instant("last_sign_in"),
                row.find("strong", Boolean.class).orElse(null),
                row.instant("locked_until"));
    }
}
