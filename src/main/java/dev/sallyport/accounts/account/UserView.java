package dev.sallyport.accounts.account;

import dev.sallyport.accounts.emailaddress.EmailAddress;
import dev.sallyport.base.ids.UserId;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** A user as a backend that provisions users sees them. */
@Schema(name = "ProvisionedUser")
record UserView(
        @Schema(required = true) UserId id,
        @Schema(required = true, nullable = true) @Nullable String externalId,
        @Schema(required = true) String email,
        @Schema(required = true) boolean emailVerified,

        @Schema(
                enumeration = {"active", "disabled"},
                required = true)
        String status,

        @Schema(required = true, nullable = true) @Nullable String locale,
        @Schema(required = true) boolean passwordChangeRequired,
        @Schema(required = true) List<Profile.Account> accounts,
        @Schema(required = true) Instant createdAt) {

    static UserView of(AppUser user, boolean passwordChangeRequired, List<Profile.Account> accounts) {
        return new UserView(
                user.id(),
                user.externalId(),
                EmailAddress.shown(user.email()),
                user.isEmailVerified(),
                user.status().text(),
                user.locale(),
                passwordChangeRequired,
                accounts,
                user.createdAt());
    }
}
