package dev.sallyport.security.token;

import java.util.List;

/**
 * The strength that a session reached: the {@code acr} claim, with values of our own. Neither is a claim to a NIST AAL,
 * since no authenticator here resists phishing.
 */
public enum AssuranceLevel {
    ONE_FACTOR("1fa"),
    TWO_FACTOR("2fa");

    private final String acr;

    AssuranceLevel(String acr) {
        this.acr = acr;
    }

    public String acr() {
        return acr;
    }

    public static AssuranceLevel ofAcr(String acr) {
        return List.of(values()).stream()
                .filter(level -> level.acr.equals(acr))
                .findFirst()
                .orElse(ONE_FACTOR);
    }
}
