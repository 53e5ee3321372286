package dev.sallyport.factors.enrollment;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.sallyport.factors.passkey.CreationOptions;
import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** Options for {@code navigator.credentials.create}, and the token that goes back with what it returns. */
@Schema(name = "PasskeyRegistrationOptions")
@JsonInclude(JsonInclude.Include.NON_NULL)
record PasskeyRegistrationOptions(
        @Schema(required = true) String ceremonyToken,
        @Schema(required = true) CreationOptions publicKey,
        @Nullable String paperKey,
        @Schema(required = true) Instant expiresAt) {

    @Override
    public String toString() {
        return "PasskeyRegistrationOptions"; // a paper key must not reach a log
    }
}
