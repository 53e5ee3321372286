package dev.sallyport.signin.verification;

import dev.sallyport.factors.factor.CodeInput;
import dev.sallyport.factors.passkey.AssertionResponse;
import dev.sallyport.factors.passkey.PasskeyOrCode;
import dev.sallyport.security.assurance.FactorMethod;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;

/** A step-up: a code, or the password for a user without two-factor sign-in. */
record StepUpRequest(
        @NotNull StepUpMethod method,
        @Size(max = CodeInput.MAX_LENGTH) String code,
        @Size(max = 512) String ceremonyToken,
        @Valid AssertionResponse credential,
        @Size(min = 1, max = 512) String password) {

    /** What proves the user, as one text. */
    String answer(FactorMethod factor) {
        return new PasskeyOrCode(code, ceremonyToken, credential).text(factor);
    }

    @Override
    public String toString() {
        return "StepUpRequest[method=" + method + "]";
    }
}
