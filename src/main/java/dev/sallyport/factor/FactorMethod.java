package dev.sallyport.factor;

import com.fasterxml.jackson.annotation.JsonProperty;

/** What a challenge can be answered with. */
public enum FactorMethod {
    @JsonProperty("totp")
    TOTP,

    @JsonProperty("email_code")
    EMAIL_CODE,

    @JsonProperty("recovery_code")
    RECOVERY_CODE,

    @JsonProperty("paper_key")
    PAPER_KEY
}
