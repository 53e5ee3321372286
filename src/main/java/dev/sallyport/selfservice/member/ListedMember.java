package dev.sallyport.selfservice.member;

import dev.sallyport.accounts.account.EmailAddress;
import dev.sallyport.accounts.account.Role;
import dev.sallyport.base.database.Row;
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

    static ListedMember ofRow(Row row) {
        return new ListedMember(
                new UserId(row.uuid("id")),
                EmailAddress.shown(row.text("email")),
                Role.of(row.text("role")),
                row.text("status"),
                row.instant("created_at"),
                row.instant("last_sign_in"),
                row.find("strong", Boolean.class).orElse(null),
                row.instant("locked_until"));
    }
}
