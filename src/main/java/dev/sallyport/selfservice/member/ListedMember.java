package dev.sallyport.selfservice.member;

import dev.sallyport.accounts.account.EmailAddress;
import dev.sallyport.accounts.account.Role;
import java.time.Instant;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** A user of an account, or somebody who is invited to it, as those who run the account see them. */
record ListedMember(
        @Schema(required = true) UUID id,

        @Schema(required = true) String email,
        @Schema(required = true) Role role,

        @Schema(
                required = true,
                enumeration = {"active", "disabled", "invited"})
        String status,

        @Schema(required = true) Instant createdAt,

        @Schema(nullable = true) Instant lastSignInAt,

        @Schema(nullable = true) Boolean twoFactorEnabled,

        @Schema(nullable = true) Instant secondStepLockedUntil) {

    static ListedMember ofRow(Object[] row) {
        return new ListedMember(
                (UUID) row[0],
                EmailAddress.shown((String) row[1]),
                Role.of((String) row[2]),
                (String) row[3],
                (Instant) row[4],
                (Instant) row[5],
                (Boolean) row[6],
                (Instant) row[7]);
    }
}
