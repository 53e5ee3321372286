package dev.sallyport.factors.factor;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Locale;

/** What a challenge can be answered with. */
public enum FactorMethod {
    @JsonProperty("totp")
    TOTP,

    @JsonProperty("email_code")
    EMAIL_CODE,

    @JsonProperty("recovery_code")
    RECOVERY_CODE,

    @JsonProperty("paper_key")
    PAPER_KEY;

    /** The name in the trail, the same as in JSON. */
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }
}
