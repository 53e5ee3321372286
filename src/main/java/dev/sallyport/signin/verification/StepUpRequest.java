package dev.sallyport.signin.verification;

import dev.sallyport.factors.factor.TypedCode;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;

/** A step-up: a code, or the password for a user without two-factor sign-in. */
record StepUpRequest(
        @NotNull StepUpMethod method,
        @Size(max = TypedCode.MAX_LENGTH) String code,
        @Size(min = 1, max = 512) String password) {

    @Override
    public String toString() {
        return "StepUpRequest[method=" + method + "]";
    }
}
