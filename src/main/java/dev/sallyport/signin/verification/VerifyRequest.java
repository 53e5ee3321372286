package dev.sallyport.signin.verification;

import dev.sallyport.base.names.DisplayName;
import dev.sallyport.factors.factor.CodeInput;
import dev.sallyport.factors.passkey.AssertionResponse;
import dev.sallyport.factors.passkey.PasskeyOrCode;
import dev.sallyport.security.assurance.FactorMethod;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import org.jspecify.annotations.Nullable;

/** The second step: the challenge, and what answers it. */
record VerifyRequest(
        @NotNull @Size(max = 512) String challengeToken,

        @NotNull FactorMethod method,

        @Nullable @Size(max = CodeInput.MAX_LENGTH) String code,

        @Nullable @Size(max = 512) String ceremonyToken,

        @Nullable @Valid AssertionResponse credential,

        Boolean trustDevice,

        @DisplayName String deviceName) {

    /** What answers the challenge, as one text. */
    String answer() {
        return new PasskeyOrCode(code, ceremonyToken, credential).text(method);
    }

    @Override
    public String toString() {
        return "VerifyRequest[method=" + method + "]"; // a code must not reach a log
    }
}
