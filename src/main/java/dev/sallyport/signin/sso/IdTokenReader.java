package dev.sallyport.signin.sso;

import dev.sallyport.security.crypto.Digest;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jose4j.jwa.AlgorithmConstraints;
import org.jose4j.jwk.JsonWebKey;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.jwt.MalformedClaimException;
import org.jose4j.jwt.NumericDate;
import org.jose4j.jwt.consumer.InvalidJwtException;
import org.jose4j.jwt.consumer.JwtConsumer;
import org.jose4j.jwt.consumer.JwtConsumerBuilder;
import org.jose4j.lang.JoseException;

/** Checks ID tokens of configured providers (OpenID Connect Core section 3.1.3.7). */
@ApplicationScoped
class IdTokenReader {

    /** For clocks that differ. */
    static final int LEEWAY_SECONDS = 30;

    private static final int MAX_LENGTH = 8192;
    private static final int MAX_AGE_SECONDS = 600;
    private static final Pattern FORM = Pattern.compile("[A-Za-z0-9_-]+\\.[A-Za-z0-9_-]+\\.[A-Za-z0-9_-]+");
    private static final Pattern SUBJECT = Pattern.compile("[\\x21-\\x7e]{1,255}");

    /** Only signatures with a private key: with a shared secret, every verifier could also sign. */
    private static final String[] ALGORITHMS = {"RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384"};

    /** The values of RFC 8176 that say something about factors; a provider's own words are not passed on. */
    private static final Set<String> AMR = Set.of(
            "face", "fpt", "geo", "hwk", "iris", "kba", "mca", "mfa", "otp", "pin", "pop", "pwd", "rba", "retina", "sc",
            "sms", "swk", "tel", "user", "vbm", "wia");

    private final ProviderKeys keys;
    private final Clock clock;

    IdTokenReader(ProviderKeys keys, Clock clock) {
        this.keys = keys;
        this.clock = clock;
    }

    /**
     * The claims of the token, if it is the provider's, for this service, not expired, and has the nonce that the
     * client sent to the provider. It may fetch the provider's keys, so it MUST be called outside a transaction.
     */
    Optional<IdToken> read(IdentityProvider provider, String token, String nonce) {
        if (token.length() > MAX_LENGTH || !FORM.matcher(token).matches()) {
            return Optional.empty();
        }
        try {
            Optional<JsonWebKey> key = keys.find(provider.issuer(), token);
            if (key.isEmpty()) {
                return Optional.empty();
            }
            JwtClaims claims = consumer(provider, key.get()).processToClaims(token);
            boolean isMeant = isFor(provider, claims) && Objects.equals(nonce, claims.getStringClaimValue("nonce"));
            return isMeant && SUBJECT.matcher(claims.getSubject()).matches()
                    ? Optional.of(statement(claims, token))
                    : Optional.empty();
        } catch (JoseException | InvalidJwtException | MalformedClaimException notTheirs) {
            return Optional.empty();
        } catch (IllegalArgumentException | DateTimeException outOfRange) {
            return Optional.empty();
        }
    }

    private JwtConsumer consumer(IdentityProvider provider, JsonWebKey key) {
        return new JwtConsumerBuilder()
                .setVerificationKey(key.getKey())
                .setJwsAlgorithmConstraints(AlgorithmConstraints.ConstraintType.PERMIT, ALGORITHMS)
                .setExpectedIssuer(provider.issuer())
                .setExpectedAudience(provider.clientId())
                .setEvaluationTime(NumericDate.fromSeconds(clock.instant().getEpochSecond()))
                .setAllowedClockSkewInSeconds(LEEWAY_SECONDS)
                .setRequireExpirationTime()
                .setRequireIssuedAt()
                .setIssuedAtRestrictions(0, MAX_AGE_SECONDS)
                .setRequireSubject()
                .build();
    }

    /** A token for several audiences must name this service as the authorized party. */
    private static boolean isFor(IdentityProvider provider, JwtClaims claims) throws MalformedClaimException {
        String authorizedParty = claims.getStringClaimValue("azp");
        boolean isNamed = provider.clientId().equals(authorizedParty);
        return isNamed || (authorizedParty == null && claims.getAudience().size() == 1);
    }

    private IdToken statement(JwtClaims claims, String token) throws MalformedClaimException {
        boolean verified = Boolean.TRUE.equals(claims.getClaimValue("email_verified"));
        List<String> amr = claims.hasClaim("amr") ? claims.getStringListClaimValue("amr") : List.of();
        Optional<Instant> authTime = Optional.ofNullable(claims.getClaimValue("auth_time", Long.class))
                .map(Instant::ofEpochSecond);
        return new IdToken(
                claims.getSubject(),
                verified ? Optional.ofNullable(claims.getStringClaimValue("email")) : Optional.empty(),
                amr.stream().filter(AMR::contains).distinct().toList(),
                ProofTime.of(authTime, clock.instant()),
                Instant.ofEpochSecond(claims.getExpirationTime().getValue()),
                Digest.sha256(token.substring(0, token.lastIndexOf('.'))));
    }
}
