package dev.sallyport.factors.enrollment;

import dev.sallyport.factors.factor.TypedCode;
import dev.sallyport.security.assurance.FactorMethod;
import jakarta.validation.constraints.Size;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * What it takes to turn two-factor sign-in off: the password, and a code where the session is not fresh. A user without a
 * password gives a code in any case.
 */
record DisableRequest(
        @Size(min = 1, max = 512)
        @Schema(description = "Left out only by a user who has none.", examples = "tulip anvil 42 meridian")
        String password,

        @Schema(description = "With `code`; `totp`, `recovery_code` or `paper_key`.", examples = "totp")
        FactorMethod method,

        @Size(max = TypedCode.MAX_LENGTH)
        @Schema(
                description = "Not needed beside the password in a session of level `2fa` that was proved in the last"
                        + " ten minutes; always needed from a user who has no password. Read as at sign-in.",
                examples = "492039")
        String code) {

    @Override
    public String toString() {
        return "DisableRequest";
    }
}
