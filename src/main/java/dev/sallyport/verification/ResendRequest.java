package dev.sallyport.verification;

import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** Asks for the email code once more. */
record ResendRequest(
        @NotNull @Size(max = 512) @Schema(required = true) String challengeToken) {

    @Override
    public String toString() {
        return "ResendRequest";
    }
}
