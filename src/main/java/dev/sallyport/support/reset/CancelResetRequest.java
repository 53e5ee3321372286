package dev.sallyport.support.reset;

import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** The token of the link in the user's mail. */
@Schema(name = "CancelResetRequest")
record CancelResetRequest(@NotNull @Size(max = 200) String token) {

    @Override
    public String toString() {
        return "CancelResetRequest"; // a token must not reach a log
    }
}
