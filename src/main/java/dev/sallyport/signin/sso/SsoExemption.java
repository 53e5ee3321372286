package dev.sallyport.signin.sso;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Locale;

/** Whether a sign-in with a provider is exempt from the account's second factor, policy and email codes. */
public enum SsoExemption {
    @JsonProperty("always")
    ALWAYS,

    /** Only if the provider states that it verified more than one factor ({@code amr} has {@code mfa}, RFC 8176). */
    @JsonProperty("if_mfa_asserted")
    IF_MFA_ASSERTED,

    @JsonProperty("never")
    NEVER;

    String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    static SsoExemption of(String text) {
        return valueOf(text.toUpperCase(Locale.ROOT));
    }

    boolean exempts(boolean mfaAsserted) {
        return this == ALWAYS || (this == IF_MFA_ASSERTED && mfaAsserted);
    }
}
