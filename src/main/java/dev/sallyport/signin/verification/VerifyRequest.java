package dev.sallyport.signin.verification;

import dev.sallyport.accounts.account.DisplayName;
import dev.sallyport.factors.factor.TypedCode;
import dev.sallyport.security.assurance.FactorMethod;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** The second step: the challenge, and what answers it. */
record VerifyRequest(
        @NotNull @Size(max = 512) @Schema(required = true, description = "From the answer to the first step.")
        String challengeToken,

        @NotNull @Schema(required = true, description = "One of the challenge's methods.")
        FactorMethod method,

        @NotNull
        @Size(max = TypedCode.MAX_LENGTH)
        @Schema(
                required = true,
                description =
                        "As people paste it: spaces and dashes of any kind, line ends and marks without a width do"
                                + " not count, digits of any script are read. What is left are six digits for totp and"
                                + " email_code, 16 characters for recovery_code, 64 for paper_key.",
                examples = "492039")
        String code,

        @Schema(
                description = "Ask to be recognised without a second factor on this device; honoured only where every"
                        + " account of the user allows it.")
        Boolean trustDevice,

        @DisplayName @Schema(description = "What the user calls this device.", examples = "My laptop")
        String deviceName) {

    @Override
    public String toString() {
        return "VerifyRequest[method=" + method + "]"; // a code must not reach a log
    }
}
