package dev.sallyport.signin.verification;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.sallyport.base.ids.UserId;
import dev.sallyport.base.names.DisplayName;
import dev.sallyport.base.network.NetworkAddressText;
import jakarta.validation.constraints.Size;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** A sign-in whose password a backend has checked, with the user and device as the backend reports them. */
record BackendSignInRequest(
        UserId userId,

        @Size(min = 1, max = 320) String email,

        @Size(max = 512) String deviceToken,

        @DisplayName String deviceName,

        @Size(max = 1000) String userAgent,

        @Size(max = 45) @NetworkAddressText String ip,

        Purpose purpose) {

    /** The challenges that a backend can insist on. */
    @Schema(name = "ChallengePurpose")
    enum Purpose {
        @JsonProperty("two_factor")
        TWO_FACTOR,

        @JsonProperty("device_verification")
        DEVICE_VERIFICATION
    }

    @Override
    public String toString() {
        return "BackendSignInRequest";
    }
}
