package dev.sallyport.support;

import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** A new access code, which is shown only once. */
@Schema(name = "AccessCode")
record AccessCodeResponse(
        @Schema(required = true) String code,
        @Schema(required = true) Instant expiresAt) {

    @Override
    public String toString() {
        return "AccessCodeResponse"; // a code must not reach a log
    }
}
