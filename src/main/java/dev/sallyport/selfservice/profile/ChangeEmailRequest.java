package dev.sallyport.selfservice.profile;

import dev.sallyport.accounts.account.Deliverable;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** The address that is to be, and the password. */
record ChangeEmailRequest(
        @NotNull @Deliverable @Schema(required = true) String email,

        @NotNull @Size(min = 1, max = 512) @Schema(required = true)
        String password) {

    @Override
    public String toString() {
        return "ChangeEmailRequest";
    }
}
