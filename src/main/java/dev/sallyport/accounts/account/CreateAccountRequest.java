package dev.sallyport.accounts.account;

import dev.sallyport.accounts.emailaddress.EmailAddressText;
import dev.sallyport.accounts.password.NewPassword;
import dev.sallyport.accounts.password.PasswordPolicy;
import dev.sallyport.base.names.DisplayName;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** A new account with its first owner. */
record CreateAccountRequest(
        @NotNull @DisplayName String name, @NotNull @Valid Owner owner) {

    /** The user who owns it. */
    @Schema(name = "NewOwner")
    record Owner(
            @NotNull @EmailAddressText String email,

            @NotNull
            @NewPassword
            @Schema(required = true, minLength = PasswordPolicy.MIN_LENGTH, maxLength = PasswordPolicy.MAX_LENGTH)
            String password) {

        @Override
        public String toString() {
            return "Owner";
        }
    }
}
