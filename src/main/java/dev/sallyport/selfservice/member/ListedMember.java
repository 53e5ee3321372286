package dev.sallyport.selfservice.member;

import dev.sallyport.accounts.account.EmailAddress;
import dev.sallyport.accounts.account.Role;
import dev.sallyport.base.ids.UserId;
import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** A user of an account, or an invited user, as the account's owners and admins see them. */
record ListedMember(
        @Schema(required = true) UserId id,

        @Schema(required = true) String email,
        @Schema(required = true) Role role,

        @Schema(
                required = true,
                enumeration = {"active", "disabled", "invited"})
        String status,

        @Schema(required = true) Instant createdAt,

        @Schema(nullable = true) @Nullable Instant lastSignInAt,

        @Schema(nullable = true) @Nullable Boolean twoFactorEnabled,

        @Schema(nullable = true) @Nullable Instant secondStepLockedUntil) {

    static ListedMember of(MemberListRow row, String email) {
        return new ListedMember(
                row.id(),
                EmailAddress.shown(email),
                Role.of(row.role()),
                row.status(),
                row.createdAt(),
                row.lastSignInAt(),
                row.secondFactor(),
                row.lockedUntil());
    }
}
