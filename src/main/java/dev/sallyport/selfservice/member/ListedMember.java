package dev.sallyport.selfservice.member;

import dev.sallyport.accounts.account.Role;
import dev.sallyport.accounts.emailaddress.EmailAddress;
import dev.sallyport.base.ids.UserId;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
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

        @Schema(required = true, nullable = true) @Nullable Instant lastSignInAt,

        @Schema(required = true, nullable = true) @Nullable Boolean twoFactorEnabled,

        @Schema(required = true, nullable = true) @Nullable Instant secondStepLockedUntil,

        @Schema(required = true, nullable = true) @Nullable Boolean passwordChangeRequired) {

    /** @param user empty for an invited one, of whom the row has the address */
    static ListedMember of(MemberListRow row, Optional<MemberDetails> user) {
        String invited = Objects.requireNonNullElse(row.email(), "");
        return new ListedMember(
                row.id(),
                EmailAddress.shown(user.map(MemberDetails::email).orElse(invited)),
                row.role(),
                row.status(),
                row.createdAt(),
                row.lastSignInAt(),
                row.secondFactor(),
                row.lockedUntil(),
                user.map(MemberDetails::passwordChangeRequired).orElse(null));
    }
}
