package dev.sallyport.signin.verification;

import dev.sallyport.base.names.DisplayName;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import org.jspecify.annotations.Nullable;

/** A sign-in with an identity provider's ID token. */
record SsoSignInRequest(
        @NotNull @Size(min = 1, max = 64) String provider,

        @NotNull @Size(max = 8192) String idToken,

        @Size(max = 256) String nonce,

        @Size(max = 512) @Nullable String deviceToken,

        @DisplayName String deviceName) {

    SsoSignInRequest withDeviceToken(@Nullable String token) {
        return new SsoSignInRequest(provider, idToken, nonce, token, deviceName);
    }

    @Override
    public String toString() {
        return "SsoSignInRequest";
    }
}
