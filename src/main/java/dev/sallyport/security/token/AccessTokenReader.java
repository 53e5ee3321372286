package dev.sallyport.security.token;

import dev.sallyport.base.ids.SessionId;
import dev.sallyport.base.ids.UserId;
import jakarta.inject.Singleton;
import java.nio.ByteBuffer;
import java.security.PublicKey;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jose4j.base64url.Base64Url;
import org.jose4j.json.JsonUtil;
import org.jose4j.jwa.AlgorithmConstraints;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.jwt.MalformedClaimException;
import org.jose4j.jwt.NumericDate;
import org.jose4j.jwt.consumer.InvalidJwtException;
import org.jose4j.jwt.consumer.JwtConsumer;
import org.jose4j.jwt.consumer.JwtConsumerBuilder;
import org.jose4j.jwx.HeaderParameterNames;
import org.jose4j.lang.JoseException;

/**
 * Reads access tokens that this service signed, and nothing else.
 *
 * <p>The header must be exactly what {@link AccessTokenIssuer} writes: algorithm, type and the id of one of this
 * service's keys. This excludes {@code none}, HMAC with a public key, embedded keys and key URLs (RFC 8725 sections
 * 3.1, 3.10, 3.11). The caller checks whether the session is still alive.
 *
 * <p>It uses jose4j, on which smallrye-jwt is built, because it accepts the time of the check as an argument.
 */
@Singleton
public class AccessTokenReader {

    private static final int MAX_LENGTH = 4096;
    private static final Pattern FORM = Pattern.compile("[A-Za-z0-9_-]+\\.[A-Za-z0-9_-]+\\.[A-Za-z0-9_-]+");

    private static final Set<String> HEADER =
            Set.of(HeaderParameterNames.TYPE, HeaderParameterNames.KEY_ID, HeaderParameterNames.ALGORITHM);

    private static final int REMEMBERED = 20_000;

    private final VerifiedTokens latest;
    private final SigningKeys keys;
    private final TokenConfig config;
    private final Clock clock;

    AccessTokenReader(SigningKeys keys, TokenConfig config, Clock clock) {
        this.keys = keys;
        this.config = config;
        this.clock = clock;
        this.latest = new VerifiedTokens(REMEMBERED, clock);
    }

    /** The claims of the token, if it is genuine and not expired. */
    public Optional<AccessToken> read(String token) {
        return verify(token).map(VerifiedToken::statement);
    }

    /** The token with all its claims, if it is genuine and not expired. */
    public Optional<VerifiedToken> verify(String token) {
        if (token.length() > MAX_LENGTH || !FORM.matcher(token).matches()) {
            return Optional.empty();
        }
        ByteBuffer hash = VerifiedTokens.key(token);
        Optional<VerifiedToken> known = latest.find(hash);
        if (known.isPresent()) {
            return known.filter(this::isStillGood);
        }
        Optional<VerifiedToken> verified = check(token);
        verified.ifPresent(good -> latest.remember(hash, good));
        return verified;
    }

    /**
     * The same for a token that was verified before, by a key that is known without a look into the database: empty for
     * any other, which takes its time to verify.
     */
    public Optional<VerifiedToken> recall(String token) {
        return token.length() > MAX_LENGTH
                ? Optional.empty()
                : latest.find(VerifiedTokens.key(token))
                        .filter(known -> known.isInTime(clock.instant())
                                && keys.knownKey(known.kid()).isPresent());
    }

    private boolean isStillGood(VerifiedToken token) {
        return token.isInTime(clock.instant()) && keys.publicKey(token.kid()).isPresent();
    }

    private Optional<VerifiedToken> check(String token) {
        try {
            Optional<String> kid = kid(token.substring(0, token.indexOf('.')));
            Optional<PublicKey> key = kid.flatMap(keys::publicKey);
            return key.isEmpty()
                    ? Optional.empty()
                    : Optional.of(verified(consumer(key.get()).processToClaims(token), kid.get()));
        } catch (JoseException | InvalidJwtException | MalformedClaimException notOurs) {
            return Optional.empty();
        } catch (IllegalArgumentException | DateTimeException outOfRange) {
            return Optional.empty();
        }
    }

    private Optional<String> kid(String encodedHeader) throws JoseException {
        Map<String, Object> header = JsonUtil.parseJson(Base64Url.decodeToUtf8String(encodedHeader));
        boolean ours =
                header.keySet().equals(HEADER) && AccessTokenIssuer.TYPE.equals(header.get(HeaderParameterNames.TYPE));
        return ours && header.get(HeaderParameterNames.KEY_ID) instanceof String kid
                ? Optional.of(kid)
                : Optional.empty();
    }

    private JwtConsumer consumer(PublicKey key) {
        Instant now = clock.instant();
        return new JwtConsumerBuilder()
                .setVerificationKey(key)
                .setJwsAlgorithmConstraints(AlgorithmConstraints.ConstraintType.PERMIT, "ES256")
                .setExpectedIssuer(config.issuer())
                .setExpectedAudience(config.audience().orElse(config.issuer()))
                .setEvaluationTime(NumericDate.fromSeconds(now.getEpochSecond()))
                .setAllowedClockSkewInSeconds(VerifiedToken.LEEWAY_SECONDS)
                .setRequireExpirationTime()
                .setRequireIssuedAt()
                // Not the leeway: jose4j adds it itself.
                .setIssuedAtRestrictions(0, Integer.MAX_VALUE)
                .setRequireSubject()
                .setRequireJwtId()
                .build();
    }

    private VerifiedToken verified(JwtClaims claims, String kid) throws MalformedClaimException {
        return new VerifiedToken(
                statement(claims),
                claims.getIssuer(),
                config.audience().orElse(config.issuer()),
                required(claims, "client_id", String.class),
                claims.getJwtId(),
                Instant.ofEpochSecond(claims.getIssuedAt().getValue()),
                Instant.ofEpochSecond(claims.getExpirationTime().getValue()),
                kid);
    }

    private static AccessToken statement(JwtClaims claims) throws MalformedClaimException {
        return new AccessToken(
                UserId.fromString(claims.getSubject()),
                SessionId.fromString(required(claims, "sid", String.class)),
                AssuranceLevel.ofAcr(required(claims, "acr", String.class)),
                claims.getStringListClaimValue("amr"),
                Instant.ofEpochSecond(required(claims, "auth_time", Long.class)),
                List.copyOf(claims.getStringListClaimValue("groups")));
    }

    private static <T> T required(JwtClaims claims, String name, Class<T> type) throws MalformedClaimException {
        T value = claims.getClaimValue(name, type);
        if (value == null) {
            throw new MalformedClaimException("There is no " + name);
        }
        return value;
    }
}
