package dev.sallyport.signin.verification;

import dev.sallyport.accounts.account.DisplayName;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** A sign-in with an identity provider's ID token. */
record SsoSignInRequest(
        @NotNull
        @Size(min = 1, max = 64)
        @Schema(
                required = true,
                description = "The id of the identity provider.",
                examples = "0199d3c2-a1b2-7c3d-8e4f-5a6b7c8d9e0f")
        String provider,

        @NotNull @Size(max = 8192) @Schema(required = true, examples = "eyJ.EXAMPLE")
        String idToken,

        @Size(max = 256) @Schema(description = "What the client gave to the provider, where it gave something.")
        String nonce,

        @Size(max = 512)
        @Schema(
                description =
                        "What an earlier sign-in from this device gave; of use with a provider that is not exempt.")
        @Nullable
        String deviceToken,

        @DisplayName @Schema(description = "What the user calls this device.", examples = "My laptop")
        String deviceName) {

    /** With the device token that came as a cookie, unless the body has one. */
    SsoSignInRequest orDevice(Optional<String> cookie) {
        return new SsoSignInRequest(
                provider, idToken, nonce, deviceToken == null ? cookie.orElse(null) : deviceToken, deviceName);
    }

    @Override
    public String toString() {
        return "SsoSignInRequest";
    }
}
