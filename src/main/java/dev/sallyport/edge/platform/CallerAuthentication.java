package dev.sallyport.edge.platform;

import dev.sallyport.base.problem.ProblemException;
import dev.sallyport.base.problem.ProblemType;
import dev.sallyport.base.problem.RequestLanguage;
import dev.sallyport.clients.ClientLimits;
import dev.sallyport.clients.Clients;
import dev.sallyport.clients.KnownClient;
import dev.sallyport.security.caller.ClientCaller;
import dev.sallyport.security.caller.RequestOrigin;
import dev.sallyport.security.caller.Roles;
import dev.sallyport.security.caller.UserCaller;
import dev.sallyport.security.token.AccessToken;
import dev.sallyport.security.token.AccessTokenReader;
import dev.sallyport.security.token.AssuranceLevel;
import dev.sallyport.sessions.session.Amr;
import dev.sallyport.sessions.session.SessionProof;
import dev.sallyport.sessions.session.Sessions;
import dev.sallyport.signin.verification.Challenges;
import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.identity.IdentityProviderManager;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.security.runtime.QuarkusSecurityIdentity;
import io.quarkus.security.spi.runtime.BlockingSecurityExecutor;
import io.quarkus.vertx.http.runtime.security.ChallengeData;
import io.quarkus.vertx.http.runtime.security.HttpAuthenticationMechanism;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import java.security.Principal;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Tells the three kinds of caller apart by their Authorization header: a user's access token, an enrollment token, or a
 * client's id and secret or token. Cookies count for nothing. What is not good is refused, whatever kind it was.
 */
@ApplicationScoped
class CallerAuthentication implements HttpAuthenticationMechanism {

    private static final String BEARER = "Bearer ";
    private static final String BASIC = "Basic ";

    /** The endpoints of OAuth are for clients (RFC 7662 section 2.1): no user's token counts there. */
    private static final String FOR_CLIENTS = "/oauth2/";

    /** A proxy asks with whatever credential its client sent, and knows 200 and 401 only: all others are none there. */
    private static final String FORWARD_AUTH = "/v1/forward-auth";

    private static final String CONFIRMING = "/oauth2/introspect";

    /** Signing out twice is signing out: there a genuine token is enough. */
    private static final String SIGN_OUT = "/v1/sign-out";

    private final AccessTokenReader accessTokens;
    private final Sessions sessions;
    private final Challenges challenges;
    private final Clients clients;
    private final ClientSecretCheck secrets;
    private final ClientLimits limits;
    private final RequestOrigin origins;
    private final BlockingSecurityExecutor blocking;

    CallerAuthentication(
            AccessTokenReader accessTokens,
            Sessions sessions,
            Challenges challenges,
            Clients clients,
            ClientSecretCheck secrets,
            ClientLimits limits,
            RequestOrigin origins,
            BlockingSecurityExecutor blocking) {
        this.accessTokens = accessTokens;
        this.sessions = sessions;
        this.challenges = challenges;
        this.clients = clients;
        this.secrets = secrets;
        this.limits = limits;
        this.origins = origins;
        this.blocking = blocking;
    }

    @Override
    public Uni<SecurityIdentity> authenticate(RoutingContext request, IdentityProviderManager ignored) {
        String header = inOneCase(request.request().getHeader("Authorization"));
        boolean isForClients = request.normalizedPath().startsWith(FOR_CLIENTS);
        boolean isForUsers = request.normalizedPath().equals(FORWARD_AUTH);
        if (header == null || isForClients && isUsers(header) || isForUsers && !isSessions(header)) {
            return Uni.createFrom().nullItem();
        }
        if (request.request().headers().getAll("Authorization").size() > 1) {
            // A proxy or a backend may have read another of them.
            return Uni.createFrom().failure(new AuthenticationFailedException());
        }
        return blocking.executeBlocking(() -> (isForClients ? client(header, request) : identify(header, request))
                .orElseThrow(AuthenticationFailedException::new));
    }

    @Override
    public Uni<ChallengeData> getChallenge(RoutingContext request) {
        return Uni.createFrom().item(new ChallengeData(401, "WWW-Authenticate", "Bearer"));
    }

    /** The header with its scheme as it is compared here: the case means nothing (RFC 9110 section 11.1). */
    private static String inOneCase(String header) {
        if (header != null) {
            for (String scheme : List.of(BEARER, BASIC)) {
                if (header.regionMatches(true, 0, scheme, 0, scheme.length())) {
                    return scheme + header.substring(scheme.length()).stripLeading();
                }
            }
        }
        return header;
    }

    /** A front end may send its user's token with everything. Where only clients count, that is no credential. */
    private static boolean isUsers(String header) {
        return header.startsWith(BEARER) && !header.startsWith(BEARER + Clients.TOKEN_PREFIX);
    }

    private static boolean isSessions(String header) {
        return isUsers(header) && !header.startsWith(BEARER + Challenges.ENROLLMENT_PREFIX);
    }

    private Optional<SecurityIdentity> identify(String header, RoutingContext request) {
        if (header.startsWith(BEARER + Challenges.ENROLLMENT_PREFIX)) {
            return challenges
                    .findEnrollment(header.substring(BEARER.length()))
                    .map(caller -> identity(caller, Set.of(Roles.ENROLLMENT)));
        }
        if (isUsers(header)) {
            return accessTokens.read(header.substring(BEARER.length())).flatMap(token -> user(token, request));
        }
        return client(header, request);
    }

    /** A genuine token is not enough: the session behind it must be alive now. */
    private Optional<SecurityIdentity> user(AccessToken token, RoutingContext request) {
        return sessions.findLive(token.sessionId(), token.userId())
                .map(session -> {
                    RequestLanguage.prefer(request, session.locale());
                    Set<String> roles = new HashSet<>(session.roles());
                    roles.add(Roles.USER);
                    return identity(caller(token, session.proof()), roles);
                })
                .or(() -> request.normalizedPath().equals(SIGN_OUT)
                        ? Optional.of(identity(caller(token), Set.of(Roles.USER)))
                        : Optional.empty());
    }

    /** Of what the token states, what its user still has. */
    private static UserCaller caller(AccessToken token, SessionProof proof) {
        return new UserCaller(
                token.userId(),
                token.sessionId(),
                proof.levelOf(token),
                token.authTime(),
                proof.amrOf(token),
                proof.authenticator());
    }

    /** Of a session that has ended: all it can do is end. */
    private static UserCaller caller(AccessToken token) {
        return new UserCaller(
                token.userId(),
                token.sessionId(),
                AssuranceLevel.ONE_FACTOR,
                token.authTime(),
                Amr.firstOf(token.amr()),
                false);
    }

    private Optional<SecurityIdentity> client(String header, RoutingContext request) {
        return knownClient(header, request).map(client -> {
            limits.spend(client).ifPresent(allowance -> tell(allowance, request));
            return identity(
                    new ClientCaller(
                            client.id(), client.scopes(), client.version(), client.proof(), header.startsWith(BASIC)),
                    Set.copyOf(client.scopes().stream().map(Roles::ofScope).toList()));
        });
    }

    private Optional<KnownClient> knownClient(String header, RoutingContext request) {
        if (header.startsWith(BASIC)) {
            // Only where the answer confirms it anyway, the client is known from memory.
            return secrets.find(
                    BasicCredentials.read(header.substring(BASIC.length())),
                    request.normalizedPath().equals(CONFIRMING),
                    origins.of(request));
        }
        return header.startsWith(BEARER + Clients.TOKEN_PREFIX)
                ? clients.recognise(header.substring(BEARER.length()))
                : Optional.empty();
    }

    /** Says in every answer where the client stands, and refuses what is over its limit. */
    private static void tell(ClientLimits.Quota allowance, RoutingContext request) {
        long seconds = Math.max(1, allowance.resetsIn().plusMillis(999).toSeconds());
        request.response()
                .putHeader("RateLimit-Policy", "\"client\";q=" + allowance.limit() + ";w=60")
                .putHeader("RateLimit", "\"client\";r=" + allowance.remaining() + ";t=" + seconds);
        if (!allowance.allowed()) {
            throw new ProblemException(ProblemType.TOO_MANY_REQUESTS)
                    .detail("This client may make " + allowance.limit() + " requests a minute.")
                    .retryAfter(allowance.resetsIn());
        }
    }

    private static SecurityIdentity identity(Principal principal, Set<String> roles) {
        return QuarkusSecurityIdentity.builder()
                .setPrincipal(principal)
                .addRoles(roles)
                .build();
    }
}
