package dev.sallyport.selfservice.member;

import dev.sallyport.accounts.account.EmailAddressText;
import dev.sallyport.accounts.account.Role;
import dev.sallyport.accounts.password.NewPassword;
import dev.sallyport.accounts.password.PasswordPolicy;
import jakarta.validation.constraints.NotNull;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** A user to add to an account. */
record CreateUserRequest(
        @NotNull @EmailAddressText @Schema(required = true, examples = "grace@example.org")
        String email,

        @NotNull @Schema(required = true, examples = "member")
        Role role,

        @NewPassword
        @Schema(
                description = "Left out, the person is invited by mail, and chooses one.",
                minLength = PasswordPolicy.MIN_LENGTH,
                maxLength = PasswordPolicy.MAX_LENGTH,
                examples = "copper lantern 7 orbit")
        String password,

        @Schema(
                description = "`false`, from a client only, makes a user at once who has no password, and sends no"
                        + " mail: for a backend that checks passwords itself and opens the second door"
                        + " (`/v1/challenges`). Left out, it is `true` without a password.",
                defaultValue = "true")
        Boolean invite) {

    /** Whether the user's first factor is checked by a backend. */
    boolean createsWithoutPassword() {
        return password == null && Boolean.FALSE.equals(invite);
    }

    @Override
    public String toString() {
        return "CreateUserRequest";
    }
}
