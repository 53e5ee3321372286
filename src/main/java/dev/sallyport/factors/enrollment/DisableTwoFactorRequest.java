package dev.sallyport.factors.enrollment;

import dev.sallyport.factors.factor.FactorMethod;
import dev.sallyport.factors.factor.TypedCode;
import jakarta.validation.constraints.Size;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * The credentials that disable two-factor sign-in: the password, and a code if the session is not fresh. A user without
 * a password must always send a code.
 */
record DisableTwoFactorRequest(
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
        return "DisableTwoFactorRequest";
    }
}
