package dev.sallyport.signin.verification;

import dev.sallyport.accounts.account.DisplayName;
import dev.sallyport.factors.factor.TypedCode;
import dev.sallyport.security.assurance.FactorMethod;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;

/** The second step: the challenge, and what answers it. */
record VerifyRequest(
        @NotNull @Size(max = 512) String challengeToken,

        @NotNull FactorMethod method,

        @NotNull @Size(max = TypedCode.MAX_LENGTH) String code,

        Boolean trustDevice,

        @DisplayName String deviceName) {

    @Override
    public String toString() {
        return "VerifyRequest[method=" + method + "]"; // a code must not reach a log
    }
}
