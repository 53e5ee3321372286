package dev.sallyport.policies.policy;

import java.util.Locale;

/** What a member has that a policy can require: the column {@code holds} of the membership. */
public enum FactorStatus {
    AUTHENTICATOR,

    /** No password, and an identity provider that is exempt: such a member needs no second factor here. */
    SSO_ONLY,

    NOTHING;

    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static FactorStatus of(String text) {
        return valueOf(text.toUpperCase(Locale.ROOT));
    }
}
