package dev.sallyport.signin.verification;

import dev.sallyport.base.names.DisplayName;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import org.jspecify.annotations.Nullable;

/** The first step: who, and the password. */
record SignInRequest(
        @NotNull @Size(min = 1, max = 320) String email,

        @NotNull @Size(min = 1, max = 512) String password,

        @Size(max = 512) @Nullable String deviceToken,

        @DisplayName String deviceName) {

    SignInRequest withDeviceToken(@Nullable String token) {
        return new SignInRequest(email, password, token, deviceName);
    }

    @Override
    public String toString() {
        return "SignInRequest";
    }
}
