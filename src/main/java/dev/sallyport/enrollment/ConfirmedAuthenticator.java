package dev.sallyport.enrollment;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.sallyport.session.SignedIn;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** An authenticator that counts from now on. */
@JsonInclude(JsonInclude.Include.NON_NULL)
record ConfirmedAuthenticator(
        @Schema(required = true) UUID id,
        @Schema(required = true) String name,
        @Schema(enumeration = "active", required = true) String status,

        @Schema(
                description = "Ten codes to be saved: each works once, and no later call shows them. Absent where the"
                        + " user has codes already.")
        List<String> recoveryCodes,

        @Schema(required = true, description = "New tokens of this session, now of level `2fa`.")
        SignedIn signIn) {

    @Override
    public String toString() {
        return "ConfirmedAuthenticator[id=" + id + "]";
    }
}
