package dev.sallyport.enrollment;

import dev.sallyport.factor.FactorMethod;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** What it takes to turn two-factor sign-in off: the password always, and a code where the session is not fresh. */
record DisableRequest(
        @NotNull @Size(min = 1, max = 512) @Schema(required = true, examples = "tulip anvil 42 meridian")
        String password,

        @Schema(description = "With `code`; `totp`, `recovery_code` or `paper_key`.", examples = "totp")
        FactorMethod method,

        @Size(max = 128)
        @Schema(
                description = "Not needed in a session of level `2fa` that was proved in the last ten minutes.",
                examples = "492039")
        String code) {

    @Override
    public String toString() {
        return "DisableRequest";
    }
}
