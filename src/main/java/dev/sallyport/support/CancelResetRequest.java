package dev.sallyport.support;

import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** The token of the link in the user's mail. */
record CancelResetRequest(
        @NotNull @Size(max = 200) @Schema(required = true, examples = "sp_rc_EXAMPLE")
        String token) {

    @Override
    public String toString() {
        return "CancelResetRequest"; // a token must not reach a log
    }
}
