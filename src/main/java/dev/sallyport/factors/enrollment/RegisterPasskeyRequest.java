package dev.sallyport.factors.enrollment;

import dev.sallyport.base.names.DisplayName;
import dev.sallyport.factors.passkey.RegistrationResponse;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** A new passkey: the browser's response to the registration options. */
@Schema(name = "RegisterPasskeyRequest")
record RegisterPasskeyRequest(
        @NotNull @Size(max = 512) String ceremonyToken,
        @NotNull @Valid RegistrationResponse credential,
        @DisplayName String name,

        @Schema(defaultValue = "true") Boolean endOtherSessions) {

    String nameOr(String defaultName) {
        return name == null ? defaultName : name.strip();
    }

    boolean endsOtherSessions() {
        return !Boolean.FALSE.equals(endOtherSessions);
    }

    @Override
    public String toString() {
        return "RegisterPasskeyRequest";
    }
}
