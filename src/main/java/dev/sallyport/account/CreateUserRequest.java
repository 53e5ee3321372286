package dev.sallyport.account;

import dev.sallyport.password.NewPassword;
import dev.sallyport.password.PasswordPolicy;
import jakarta.validation.constraints.NotNull;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** A new user of an account. */
record CreateUserRequest(
        @NotNull @Deliverable @Schema(required = true, examples = "grace@example.org")
        String email,

        @NotNull @Schema(required = true) Role role,

        @NotNull
        @NewPassword
        @Schema(
                required = true,
                minLength = PasswordPolicy.MIN_LENGTH,
                maxLength = PasswordPolicy.MAX_LENGTH,
                examples = "copper lantern 7 orbit")
        String password) {

    @Override
    public String toString() {
        return "CreateUserRequest";
    }
}
