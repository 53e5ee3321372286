package dev.sallyport.client;

import dev.sallyport.client.Refusal.Reason;
import java.net.URI;
import java.security.PublicKey;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jose4j.jwt.MalformedClaimException;
import org.jose4j.jwt.consumer.InvalidJwtException;
import org.jose4j.lang.JoseException;

/**
 * Checks access tokens of one Sallyport for one backend.
 *
 * <p>It checks, in this order: the form and the length; {@code alg} is {@code ES256} and {@code typ} is {@code at+jwt},
 * and the header brings no key of its own; the signature, under the published key with the token's {@code kid}; {@code
 * iss}, {@code aud}, {@code exp}, {@code nbf} and {@code iat}; that neither the session, nor the user, nor the key was
 * revoked, if it has {@link Revocations}; and {@code acr} and {@code auth_time} as the operation requires.
 *
 * <p>The keys are fetched when the first token comes, with at most 64 KB in at most three seconds, and again after ten
 * minutes or for an unknown {@code kid}. If they cannot be fetched, those that are known are used for an hour.
 *
 * <p>An instance is safe for many threads. Make one for the application. A call can wait for the keys, so
 * do not call it on a thread that must not block.
 */
public final class TokenVerifier {

    /** What a token may look like at all (RFC 6750 section 2.1). */
    private static final Pattern BEARER = Pattern.compile("Bearer +([A-Za-z0-9._~+/-]+=*) *", Pattern.CASE_INSENSITIVE);

    private static final Pattern SCHEME = Pattern.compile("Bearer( .*)?", Pattern.CASE_INSENSITIVE | Pattern.DOTALL);

    private static final System.Logger LOG = System.getLogger("dev.sallyport.client");

    private final TokenCheck check;
    private final PublishedKeys keys;
    private final Optional<Revocations> revocations;

    private TokenVerifier(Builder settings) {
        this.check = new TokenCheck(settings.issuer, settings.audience, settings.leeway);
        this.keys = new PublishedKeys(URI.create(settings.service + "/.well-known/jwks.json"), settings.keyLimits);
        this.revocations = Optional.ofNullable(settings.revocations);
    }

    /**
     * Begins the settings.
     *
     * @param issuer the issuer of the tokens, exactly as {@code SALLYPORT_ISSUER} says
     * @return settings with the defaults
     */
    public static Builder forIssuer(String issuer) {
        return new Builder(issuer);
    }

    /**
     * Checks the token in the {@code Authorization} headers of a request.
     *
     * @param authorization all values of the header, none if there is no such header
     * @param requirement what the operation requires
     * @return the sign-in, or what to answer
     */
    public TokenVerdict verifyHeader(List<String> authorization, Requirement requirement) {
        if (authorization.size() > 1) {
            return refused(Reason.INVALID_REQUEST, requirement);
        }
        if (authorization.isEmpty() || !SCHEME.matcher(authorization.get(0)).matches()) {
            return refused(Reason.NO_TOKEN, requirement);
        }
        Matcher bearer = BEARER.matcher(authorization.get(0));
        return bearer.matches()
                ? verify(bearer.group(1), requirement)
                : refused(Reason.INVALID_REQUEST, requirement);
    }

    /**
     * Checks a token.
     *
     * @param token the token alone, without {@code Bearer}
     * @param requirement what the operation requires
     * @return the sign-in, or what to answer
     */
    public TokenVerdict verify(String token, Requirement requirement) {
        Objects.requireNonNull(requirement, "requirement");
        Instant now = Instant.now();
        try {
            String kid = check.keyId(token);
            Optional<PublicKey> key = keys.find(kid);
            if (key.isEmpty()) {
                return invalid("its key is not published", requirement);
            }
            return judge(check.read(token, key.get(), now), kid, requirement, now);
        } catch (PublishedKeys.UnavailableException away) {
            return refused(Reason.UNAVAILABLE, requirement);
        } catch (InvalidJwtException notGood) {
            // not the message, which has the claims
            return invalid("jose4j's codes " + TokenCheck.codes(notGood), requirement);
        } catch (JoseException | MalformedClaimException | IllegalArgumentException malformed) {
            return invalid("it is malformed", requirement);
        }
    }

    private TokenVerdict judge(SignIn signIn, String kid, Requirement requirement, Instant now) {
        if (revocations.isPresent()) {
            switch (revocations.get().judge(signIn, kid)) {
                case REVOKED -> {
                    return invalid("it was revoked", requirement);
                }
                case NOT_KNOWN -> {
                    return refused(Reason.UNAVAILABLE, requirement);
                }
                case NOT_REVOKED -> {}
            }
        }
        return signIn.satisfies(requirement, now)
                ? new TokenVerdict.Accepted(signIn)
                : refused(Reason.INSUFFICIENT_USER_AUTHENTICATION, requirement);
    }

    private static TokenVerdict invalid(String why, Requirement requirement) {
        LOG.log(System.Logger.Level.DEBUG, () -> "A token was refused: " + why);
        return refused(Reason.INVALID_TOKEN, requirement);
    }

    private static TokenVerdict refused(Reason reason, Requirement requirement) {
        return new TokenVerdict.Refused(new Refusal(reason, requirement));
    }

    /** The settings of a {@link TokenVerifier}. */
    public static final class Builder {

        private static final Duration MOST_LEEWAY = Duration.ofMinutes(1);

        private final String issuer;
        private String service;
        private String audience;
        private Duration leeway = Duration.ofSeconds(30);
        private PublishedKeys.Limits keyLimits = PublishedKeys.Limits.USUAL;
        private boolean isHttpAllowed;
        private Revocations revocations;

        private Builder(String issuer) {
            this.issuer = Objects.requireNonNull(issuer, "issuer");
            this.service = issuer;
            this.audience = issuer;
        }

        /**
         * Where the keys are, if the backend reaches the service by another address than that of the issuer.
         *
         * @param address the address of the service, the issuer by default
         * @return these settings
         */
        public Builder service(String address) {
            service = Objects.requireNonNull(address, "address");
            return this;
        }

        /**
         * For whom tokens must be.
         *
         * @param name as in {@code SALLYPORT_AUDIENCE}, the issuer by default
         * @return these settings
         */
        public Builder audience(String name) {
            audience = Objects.requireNonNull(name, "name");
            return this;
        }

        /**
         * How far the clocks of the service and of this machine may be apart.
         *
         * @param tolerance at most a minute, 30 seconds by default
         * @return these settings
         */
        public Builder leeway(Duration tolerance) {
            if (tolerance.isNegative() || tolerance.compareTo(MOST_LEEWAY) > 0) {
                throw new IllegalArgumentException("The leeway must be at most " + MOST_LEEWAY);
            }
            leeway = tolerance;
            return this;
        }

        /**
         * Refuses what was revoked, too. Without this a backend notices the end of a session when its token expires.
         *
         * @param followed the caller closes it
         * @return these settings
         */
        public Builder revocations(Revocations followed) {
            revocations = Objects.requireNonNull(followed, "followed");
            return this;
        }

        /**
         * Lets the keys come over plain {@code http} from another machine. That is right only where the network between
         * the two is trusted: who changes the answer can make tokens.
         *
         * @return these settings
         */
        public Builder allowHttp() {
            isHttpAllowed = true;
            return this;
        }

        /** Shorter times, for tests. */
        Builder keyLimits(PublishedKeys.Limits limits) {
            keyLimits = limits;
            return this;
        }

        /**
         * Makes the verifier. Nothing is fetched yet.
         *
         * @return a verifier with these settings
         * @throws IllegalArgumentException if the address of the service is not https
         */
        public TokenVerifier build() {
            service = ServiceAddress.checked(service, isHttpAllowed);
            return new TokenVerifier(this);
        }
    }
}
