package dev.sallyport.signin.verification;

import dev.sallyport.base.names.DisplayName;
import dev.sallyport.factors.passkey.AssertionResponse;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** A sign-in by a passkey alone. */
@Schema(name = "PasskeySignInRequest")
record PasskeySignInRequest(
        @NotNull @Size(max = 512) String ceremonyToken,
        @NotNull @Valid AssertionResponse credential,
        @Nullable @Size(max = 512) String deviceToken,
        @DisplayName String deviceName) {

    PasskeySignInRequest withDeviceToken(@Nullable String token) {
        return new PasskeySignInRequest(ceremonyToken, credential, token, deviceName);
    }

    @Override
    public String toString() {
        return "PasskeySignInRequest"; // a signature must not reach a log
    }
}
