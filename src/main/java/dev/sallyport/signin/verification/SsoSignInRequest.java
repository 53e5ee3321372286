package dev.sallyport.signin.verification;

import dev.sallyport.base.names.DisplayName;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A sign-in with an identity provider's ID token. */
record SsoSignInRequest(
        @NotNull @Size(min = 1, max = 64) String provider,

        @NotNull @Size(max = 8192) String idToken,

        @Size(max = 256) String nonce,

        @Size(max = 512) @Nullable String deviceToken,

        @DisplayName String deviceName) {

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
