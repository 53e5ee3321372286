package dev.sallyport.security.token;

import io.smallrye.jwt.algorithm.SignatureAlgorithm;
import io.smallrye.jwt.build.Jwt;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.UUID;

/** Signs access tokens: ES256, typed {@code at+jwt}, with the claims of RFC 9068. Called after the commit only. */
@ApplicationScoped
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
        Instant now = clock.instant();
        return Jwt.claims()
                .issuer(config.issuer())
                .audience(config.audience().orElse(config.issuer()))
                .subject(token.userId().toString())
                .issuedAt(now)
                .expiresAt(now.plus(config.accessTokenLifetime()))
                .claim("jti", UUID.randomUUID().toString())
                .claim("sid", token.sessionId().toString())
                .claim("auth_time", token.authTime().getEpochSecond())
                .claim("amr", token.amr())
                .claim("acr", token.level().acr())
                .claim("client_id", config.firstPartyClientId())
                .groups(new HashSet<>(token.roles()))
                .jws()
                .header("typ", TYPE)
                .keyId(key.kid())
                .algorithm(SignatureAlgorithm.ES256)
                .sign(key.privateKey());
    }
}
