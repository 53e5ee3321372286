package dev.sallyport.selfservice.ownpassword;

import dev.sallyport.accounts.password.NewPassword;
import dev.sallyport.accounts.password.PasswordPolicy;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** The token of the mailed link, and the new password. */
record ResetPasswordRequest(
        @NotNull @Size(min = 1, max = 200) String token,

        @NotNull
        @NewPassword
        @Schema(required = true, minLength = PasswordPolicy.MIN_LENGTH, maxLength = PasswordPolicy.MAX_LENGTH)
        String password) {

    @Override
    public String toString() {
        return "ResetPasswordRequest";
    }
}
