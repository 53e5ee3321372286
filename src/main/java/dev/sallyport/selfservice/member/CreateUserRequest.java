package dev.sallyport.selfservice.member;

import dev.sallyport.accounts.account.Role;
import dev.sallyport.accounts.emailaddress.EmailAddressText;
import dev.sallyport.accounts.password.NewPassword;
import dev.sallyport.accounts.password.PasswordPolicy;
import jakarta.validation.constraints.NotNull;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** A user to add to an account. */
record CreateUserRequest(
        @NotNull @EmailAddressText String email,

        @NotNull Role role,

        @NewPassword @Schema(minLength = PasswordPolicy.MIN_LENGTH, maxLength = PasswordPolicy.MAX_LENGTH)
        String password,

        @Schema(defaultValue = "true") Boolean invite) {

    /** Whether the user's first factor is checked by a backend. */
    boolean createsWithoutPassword() {
        return password == null && Boolean.FALSE.equals(invite);
    }

    @Override
    public String toString() {
        return "CreateUserRequest";
    }
}
