package dev.sallyport.signin.verification;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** The purpose of a challenge as its caller, the trail and the metrics get it. */
enum ShownPurpose {
    /** The user has a second factor. */
    TWO_FACTOR,

    /** The device is not recognized: the code was sent by email. */
    DEVICE_VERIFICATION,

    /** A blind challenge, which has this purpose whatever its user has. */
    EXTRA_VERIFICATION;

    /** Its name in JSON, in the trail and in the metrics. */
    @JsonValue
    String text() {
        return name().toLowerCase(Locale.ROOT);
    }
}
