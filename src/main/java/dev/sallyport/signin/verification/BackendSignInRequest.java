package dev.sallyport.signin.verification;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.sallyport.base.ids.UserId;
import dev.sallyport.base.names.DisplayName;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** A sign-in whose password a backend has checked, with the user and device as the backend reports them. */
record BackendSignInRequest(
        UserId userId,

        @Size(min = 1, max = 320) String email,

        @Size(max = 512) String deviceToken,

        @DisplayName String deviceName,

        @Size(max = 1000) String userAgent,

        @Size(max = 45) @Pattern(regexp = BackendSignInRequest.IP, message = "must be an IPv4 or IPv6 address")
        String ip,

        Purpose purpose) {

    private static final String OCTET = "(25[0-5]|2[0-4][0-9]|1?[0-9]?[0-9])";

    private static final String IPV4 = "(" + OCTET + "[.]){3}" + OCTET;
    private static final String GROUP = "[0-9A-Fa-f]{0,4}";

    /** A literal address, so that no name is resolved: text with a colon begins with one or with a digit of IPv6. */
    static final String IP = IPV4 + "|" + GROUP + "(:" + GROUP + "){1,6}:(" + IPV4 + "|" + GROUP + ")";

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
