package dev.sallyport.policy;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Locale;

/** Whether a sign-in through an identity provider is exempt from a policy. */
enum SsoExempt {
    @JsonProperty("always")
    ALWAYS,

    /** Only where the provider says that it has seen a second factor. */
    @JsonProperty("if_mfa_asserted")
    IF_MFA_ASSERTED,

    @JsonProperty("never")
    NEVER;

    String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    static SsoExempt of(String text) {
        return valueOf(text.toUpperCase(Locale.ROOT));
    }
}
