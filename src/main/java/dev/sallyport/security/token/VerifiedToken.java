package dev.sallyport.security.token;

import java.time.Instant;

/**
 * An access token with a valid signature, issuer, audience and time.
 *
 * @param kid the key that signed it: the token is no longer valid when that key is revoked
 */
public record VerifiedToken(
        AccessToken statement,
        String issuer,
        String audience,
        String clientId,
        String tokenId,
        Instant issuedAt,
        Instant expiresAt,
        String kid) {

    /** For the clocks of replicas. */
    static final int LEEWAY_SECONDS = 30;

    /** Within the leeway for the clocks of replicas; a clock that was set back does not make it live longer. */
    boolean isInTime(Instant now) {
        return now.isBefore(end()) && !now.isBefore(issuedAt.minusSeconds(LEEWAY_SECONDS));
    }

    /** When it is no longer valid, the leeway included. */
    Instant end() {
        return expiresAt.plusSeconds(LEEWAY_SECONDS);
    }

    @Override
    public String toString() {
        return "VerifiedToken";
    }
}
