package dev.sallyport.selfservice.profile;

import dev.sallyport.accounts.account.EmailAddressText;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** The new address, and the password. */
record ChangeEmailRequest(
        @NotNull @EmailAddressText @Schema(required = true, examples = "ada.lovelace@example.org")
        String email,

        @NotNull @Size(min = 1, max = 512) @Schema(required = true, examples = "tulip anvil 42 meridian")
        String password) {

    @Override
    public String toString() {
        return "ChangeEmailRequest";
    }
}
