package dev.sallyport.selfservice.ownpassword;

import dev.sallyport.accounts.password.NewPassword;
import dev.sallyport.accounts.password.PasswordPolicy;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** The current password and the new one. */
record ChangePasswordRequest(
        @NotNull @Size(min = 1, max = 512) String currentPassword,

        @NotNull
        @NewPassword
        @Schema(required = true, minLength = PasswordPolicy.MIN_LENGTH, maxLength = PasswordPolicy.MAX_LENGTH)
        String newPassword) {

    @Override
    public String toString() {
        return "ChangePasswordRequest";
    }
}
