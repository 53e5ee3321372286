package dev.sallyport.client;

import java.security.PublicKey;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jose4j.base64url.Base64Url;
import org.jose4j.json.JsonUtil;
import org.jose4j.jwa.AlgorithmConstraints.ConstraintType;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.jwt.MalformedClaimException;
import org.jose4j.jwt.NumericDate;
import org.jose4j.jwt.consumer.ErrorCodeValidator;
import org.jose4j.jwt.consumer.InvalidJwtException;
import org.jose4j.jwt.consumer.JwtConsumerBuilder;
import org.jose4j.lang.JoseException;

/** What a token says, if it is one of the service's access tokens for this backend. */
final class TokenCheck {

    private static final int MOST_CHARACTERS = 4096;
    private static final Pattern FORM = Pattern.compile("[A-Za-z0-9_-]+\\.[A-Za-z0-9_-]+\\.[A-Za-z0-9_-]+");
    private static final String ALGORITHM = "ES256";
    private static final String TYPE = "at+jwt";

    /** Keys, and addresses of keys, which a sender could choose (RFC 8725 section 3.10), and extensions. */
    private static final Set<String> REFUSED = Set.of("jwk", "jku", "x5c", "x5u", "x5t", "x5t#S256", "crit", "b64");

    private final String issuer;
    private final String audience;
    private final int leewaySeconds;

    TokenCheck(String issuer, String audience, Duration leeway) {
        this.issuer = issuer;
        this.audience = audience;
        this.leewaySeconds = (int) leeway.toSeconds();
    }

    /** The id of the key in the header, which must be that of an access token. */
    String keyId(String token) throws JoseException {
        if (token.length() > MOST_CHARACTERS || !FORM.matcher(token).matches()) {
            throw new JoseException("The form is not that of a token");
        }
        Map<String, Object> header =
                JsonUtil.parseJson(Base64Url.decodeToUtf8String(token.substring(0, token.indexOf('.'))));
        boolean isOurs = ALGORITHM.equals(header.get("alg"))
                && TYPE.equals(header.get("typ"))
                && header.keySet().stream().noneMatch(REFUSED::contains);
        if (isOurs && header.get("kid") instanceof String kid) {
            return kid;
        }
        throw new JoseException("The header is not that of an access token");
    }

    SignIn read(String token, PublicKey key, Instant now) throws InvalidJwtException, MalformedClaimException {
        JwtClaims claims = new JwtConsumerBuilder()
                .setVerificationKey(key)
                .setJwsAlgorithmConstraints(ConstraintType.PERMIT, ALGORITHM)
                .setExpectedType(true, TYPE)
                .setExpectedIssuer(true, issuer)
                .setExpectedAudience(true, audience)
                .setEvaluationTime(NumericDate.fromSeconds(now.getEpochSecond()))
                .setAllowedClockSkewInSeconds(leewaySeconds)
                .setRequireExpirationTime()
                .setRequireIssuedAt()
                .setIssuedAtRestrictions(0, Integer.MAX_VALUE)
                .setRequireSubject()
                .build()
                .processToClaims(token);
        return new SignIn(
                claims.getSubject(),
                required(claims, "sid", String.class),
                Acr.of(required(claims, "acr", String.class)),
                List.copyOf(claims.getStringListClaimValue("amr")),
                Instant.ofEpochSecond(required(claims, "auth_time", Long.class)),
                List.copyOf(claims.getStringListClaimValue("groups")),
                Instant.ofEpochSecond(claims.getIssuedAt().getValue()),
                Instant.ofEpochSecond(claims.getExpirationTime().getValue()));
    }

    private static <T> T required(JwtClaims claims, String name, Class<T> type) throws MalformedClaimException {
        T value = claims.getClaimValue(name, type);
        if (value == null) {
            throw new MalformedClaimException("There is no " + name);
        }
        return value;
    }

    /** What was wrong, as numbers of {@code org.jose4j.jwt.consumer.ErrorCodes}. */
    static List<Integer> codes(InvalidJwtException refused) {
        return refused.getErrorDetails().stream()
                .map(ErrorCodeValidator.Error::getErrorCode)
                .toList();
    }
}
