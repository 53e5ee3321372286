package dev.sallyport.signin.verification;

import dev.sallyport.factors.factor.TypedCode;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;

/** Who is there still: a code, or for a user without two-factor sign-in the password. */
record StepUpRequest(
        @NotNull StepUpMethod method,
        @Size(max = TypedCode.MAX_LENGTH) String code,
        @Size(min = 1, max = 512) String password) {

    @Override
    public String toString() {
        return "StepUpRequest[method=" + method + "]";
    }
}
