package dev.sallyport.factors.passkey;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * What a passkey has signed, as {@code PublicKeyCredential.toJSON()} gives it (WebAuthn
 * {@code AuthenticationResponseJSON}). What the service does not use is ignored: browsers add fields.
 */
@Schema(name = "PasskeyAssertion")
@JsonIgnoreProperties(ignoreUnknown = true)
public record AssertionResponse(
        @NotNull @Size(max = 1400) String id,
        @Nullable @Size(max = 1400) String rawId,

        @NotNull @Pattern(regexp = "public-key", message = "must be public-key")
        String type,

        @NotNull @Valid Assertion response) {

    /** WebAuthn {@code AuthenticatorAssertionResponseJSON}. */
    @Schema(name = "PasskeyAssertionResponse")
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record Assertion(
            @NotNull @Size(max = 4096) String clientDataJSON,
            @NotNull @Size(max = 4096) String authenticatorData,
            @NotNull @Size(max = 2048) String signature,
            @Nullable @Size(max = 100) String userHandle) {

        @Override
        public String toString() {
            return "Assertion"; // a signature must not reach a log
        }
    }

    /** The answer to these options, as the one text that {@link PasskeyAnswer} reads. */
    public String answerTo(String ceremonyToken) {
        boolean oneId = rawId == null || rawId.equals(id);
        return String.join(
                ".",
                ceremonyToken,
                oneId ? id : "",
                response.clientDataJSON(),
                response.authenticatorData(),
                response.signature(),
                response.userHandle() == null ? "" : response.userHandle());
    }

    @Override
    public String toString() {
        return "AssertionResponse"; // a signature must not reach a log
    }
}
