package dev.sallyport.signin.sso;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The claims of a validated ID token (OpenID Connect Core section 3.1.3.7).
 *
 * @param verifiedEmail the address, if the provider states that it is verified
 * @param amr the provider's authentication methods, as far as RFC 8176 defines them
 * @param authTime when the user authenticated at the provider; {@link ProofTime#UNKNOWN} if the provider does not state
 *     it
 * @param fingerprint a hash of what was signed: the signature itself could be written in another way
 */
// never compared as a whole
@SuppressWarnings("ArrayRecordComponent")
public record IdToken(
        String subject,
        Optional<String> verifiedEmail,
        List<String> amr,
        Instant authTime,
        Instant expiresAt,
        byte[] fingerprint) {

    static final String MFA = "mfa";

    boolean assertsMfa() {
        return amr.contains(MFA);
    }

    @Override
    public String toString() {
        return "IdToken";
    }
}
