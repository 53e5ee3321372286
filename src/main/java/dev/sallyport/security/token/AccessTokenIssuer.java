package dev.sallyport.security.token;

import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.UUID;
import org.jose4j.jws.AlgorithmIdentifiers;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.jwt.NumericDate;
import org.jose4j.jwx.HeaderParameterNames;
import org.jose4j.lang.JoseException;

/** Signs access tokens: ES256, typed {@code at+jwt}, with the claims of RFC 9068. Called after the commit only. */
@Singleton
public class AccessTokenIssuer {

    static final String TYPE = "at+jwt";

    /** How long a token is valid at most, however the service is configured. */
    public static final Duration LONGEST = Duration.ofMinutes(10);

    private final SigningKeys keys;
    private final TokenConfig config;
    private final Clock clock;

    AccessTokenIssuer(SigningKeys keys, TokenConfig config, Clock clock) {
        if (config.accessTokenLifetime().compareTo(LONGEST) > 0
                || config.accessTokenLifetime().isNegative()) {
            throw new IllegalStateException("SALLYPORT_ACCESS_TOKEN_LIFETIME must be at most " + LONGEST);
        }
        this.keys = keys;
        this.config = config;
        this.clock = clock;
    }

    public Duration lifetime() {
        return config.accessTokenLifetime();
    }

    public String issue(AccessToken token) {
        KeyRing.Key key = keys.current();
        JsonWebSignature signed = new JsonWebSignature();
        signed.setHeader(HeaderParameterNames.TYPE, TYPE);
        signed.setKeyIdHeaderValue(key.kid());
        signed.setAlgorithmHeaderValue(AlgorithmIdentifiers.ECDSA_USING_P256_CURVE_AND_SHA256);
        signed.setPayload(claims(token).toJson());
        signed.setKey(key.privateKey());
        try {
            return signed.getCompactSerialization();
        } catch (JoseException unsigned) {
            throw new IllegalStateException("An access token could not be signed", unsigned);
        }
    }

    private JwtClaims claims(AccessToken token) {
        Instant now = clock.instant();
        JwtClaims claims = new JwtClaims();
        claims.setIssuer(config.issuer());
        claims.setAudience(config.audience().orElse(config.issuer()));
        claims.setSubject(token.userId().toString());
        claims.setIssuedAt(NumericDate.fromSeconds(now.getEpochSecond()));
        claims.setExpirationTime(
                NumericDate.fromSeconds(now.plus(config.accessTokenLifetime()).getEpochSecond()));
        claims.setJwtId(UUID.randomUUID().toString());
        claims.setStringClaim("sid", token.sessionId().toString());
        claims.setClaim("auth_time", token.authTime().getEpochSecond());
        claims.setStringListClaim("amr", token.amr());
        claims.setStringClaim("acr", token.level().acr());
        claims.setStringClaim("client_id", config.firstPartyClientId());
        claims.setStringListClaim("groups", List.copyOf(new LinkedHashSet<>(token.roles())));
        return claims;
    }
}
