package dev.sallyport.profile;

import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** The code that was mailed to the new address. */
record ConfirmEmailRequest(
        @NotNull @Size(max = 32) @Schema(required = true, examples = "492039")
        String code) {

    @Override
    public String toString() {
        return "ConfirmEmailRequest";
    }
}
