package dev.sallyport.signin.verification;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Locale;

/** The purpose of a challenge as its caller, the trail and the metrics get it. */
enum ShownPurpose {
    /** The user has a second factor. */
    @JsonProperty("two_factor")
    TWO_FACTOR,

    /** The device is not recognized: the code was sent by email. */
    @JsonProperty("device_verification")
    DEVICE_VERIFICATION,

    /** A blind challenge, which has this purpose whatever its user has. */
    @JsonProperty("extra_verification")
    EXTRA_VERIFICATION;

    /** The name in the trail and in the metrics, the same as in JSON. */
    String text() {
        return name().toLowerCase(Locale.ROOT);
    }
}
