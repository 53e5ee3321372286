package dev.sallyport.signin.verification;

import dev.sallyport.factors.factor.TypedCode;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** A step-up: a code, or the password for a user without two-factor sign-in. */
record StepUpRequest(
        @NotNull @Schema(required = true, examples = "totp") StepUpMethod method,

        @Size(max = TypedCode.MAX_LENGTH)
        @Schema(description = "With every method but `password`; read as at sign-in.", examples = "492039")
        String code,

        @Size(min = 1, max = 512) @Schema(description = "With the method `password`.")
        String password) {

    @Override
    public String toString() {
        return "StepUpRequest[method=" + method + "]";
    }
}
