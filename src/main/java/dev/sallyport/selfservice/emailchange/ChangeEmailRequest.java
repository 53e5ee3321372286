package dev.sallyport.selfservice.emailchange;

import dev.sallyport.accounts.emailaddress.EmailAddressText;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;

/** The new address, and the password. */
record ChangeEmailRequest(
        @NotNull @EmailAddressText String email,

        @NotNull @Size(min = 1, max = 512) String password) {

    @Override
    public String toString() {
        return "ChangeEmailRequest";
    }
}
