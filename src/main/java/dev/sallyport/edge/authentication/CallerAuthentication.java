package dev.sallyport.edge.authentication;

import dev.sallyport.base.exchange.RequestLanguage;
import dev.sallyport.clients.Clients;
import dev.sallyport.security.caller.ClientCaller;
import dev.sallyport.security.caller.EndedEnrollment;
import dev.sallyport.security.caller.IdempotencyKey;
import dev.sallyport.security.caller.Roles;
import dev.sallyport.security.caller.UserCaller;
import dev.sallyport.security.token.AccessToken;
import dev.sallyport.security.token.AccessTokenReader;
import dev.sallyport.security.token.AssuranceLevel;
import dev.sallyport.security.token.VerifiedToken;
import dev.sallyport.sessions.session.ActiveSession;
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
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import java.security.Principal;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Authenticates the three kinds of caller by their Authorization header: a user's access token, an enrollment token, or
 * a client's id and secret or token. Cookies are ignored. An invalid credential of any kind is refused.
 */
@ApplicationScoped
class CallerAuthentication implements HttpAuthenticationMechanism {

    private static final String BEARER = ClientAuthentication.BEARER;
    private static final String BASIC = ClientAuthentication.BASIC;

    /** The endpoints of OAuth are for clients (RFC 7662 section 2.1): no user's token counts there. */
    private static final String FOR_CLIENTS = "/oauth2/";

    /**
     * A proxy forwards any credential of its client and understands only 200 and 401: other kinds of credential count
     * as none there.
     */
    private static final String FORWARD_AUTH = "/v1/forward-auth";

    /** Signing out twice is allowed, so a genuine token is enough there. */
    private static final String SIGN_OUT = "/v1/sign-out";

    /** Below it is what confirms a set-up. */
    private static final String SET_UPS = "/v1/me/authenticators/";

    /** Where a passkey is set up in one request. */
    private static final String PASSKEYS = "/v1/me/passkeys";

    private final AccessTokenReader accessTokens;
    private final Sessions sessions;
    private final Challenges challenges;
    private final ClientAuthentication clients;
    private final BlockingSecurityExecutor blocking;

    CallerAuthentication(
            AccessTokenReader accessTokens,
            Sessions sessions,
            Challenges challenges,
            ClientAuthentication clients,
            BlockingSecurityExecutor blocking) {
        this.accessTokens = accessTokens;
        this.sessions = sessions;
        this.challenges = challenges;
        this.clients = clients;
        this.blocking = blocking;
    }

    @Override
    public Uni<SecurityIdentity> authenticate(RoutingContext request, IdentityProviderManager ignored) {
        String header = inOneCase(request.request().getHeader("Authorization"));
        boolean isForClients = request.normalizedPath().startsWith(FOR_CLIENTS);
        boolean isForwardAuth = request.normalizedPath().equals(FORWARD_AUTH);
        if (header == null || (isForClients && isUsers(header)) || (isForwardAuth && !isSessions(header))) {
            return Uni.createFrom().nullItem();
        }
        if (request.request().headers().getAll("Authorization").size() > 1) {
            // A proxy or a backend may read a different one of several headers.
            return Uni.createFrom().failure(new AuthenticationFailedException());
        }
        if (!isForClients && isSessions(header)) {
            return session(header.substring(BEARER.length()), request);
        }
        Optional<SecurityIdentity> remembered = clients.recall(header, request).map(CallerAuthentication::identity);
        return remembered.isPresent()
                ? Uni.createFrom().item(remembered.get())
                : blocking.executeBlocking(() -> (isForClients ? client(header, request) : identify(header, request))
                        .orElseThrow(AuthenticationFailedException::new));
    }

    /** Only a token that is seen for the first time takes a thread. */
    private Uni<SecurityIdentity> session(String token, RoutingContext request) {
        Optional<AccessToken> known = accessTokens.recall(token).map(VerifiedToken::statement);
        Uni<AccessToken> genuine = known.isPresent()
                ? Uni.createFrom().item(known.get())
                : blocking.executeBlocking(
                        () -> accessTokens.read(token).orElseThrow(AuthenticationFailedException::new));
        return genuine.flatMap(read -> user(read, request));
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

    /** A front end may send its user's token with every request. Operations for clients ignore it. */
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
                    .map(caller -> identity(caller, Set.of(Roles.ENROLLMENT)))
                    .or(() -> isRetry(request)
                            ? Optional.of(identity(new EndedEnrollment(), Set.of(Roles.ENROLLMENT)))
                            : Optional.empty());
        }
        return client(header, request);
    }

    /** The confirmation of a set-up ends the token with which it was sent, and so does a first passkey. */
    private static boolean isRetry(RoutingContext request) {
        return request.request().method().equals(HttpMethod.POST)
                && (request.normalizedPath().startsWith(SET_UPS)
                        || request.normalizedPath().equals(PASSKEYS))
                && request.request().headers().contains(IdempotencyKey.HEADER);
    }

    /** A genuine token is not enough: the session behind it must be alive now. */
    private Uni<SecurityIdentity> user(AccessToken token, RoutingContext request) {
        return sessions.findLive(token.sessionId(), token.userId())
                .map(found -> identity(token, found, request).orElseThrow(AuthenticationFailedException::new));
    }

    private static Optional<SecurityIdentity> identity(
            AccessToken token, Optional<ActiveSession> found, RoutingContext request) {
        return found.<SecurityIdentity>map(session -> {
                    RequestLanguage.prefer(request, session.locale());
                    Set<String> roles = new HashSet<>(session.roles());
                    roles.add(Roles.USER);
                    return building(caller(token, session.proof()), roles)
                            .addAttribute(ActiveSession.OF_CALLER, session)
                            .build();
                })
                .or(() -> request.normalizedPath().equals(SIGN_OUT)
                        ? Optional.of(identity(caller(token), Set.of(Roles.USER)))
                        : Optional.empty());
    }

    /** The token's level and methods, reduced to the factors that the user still has. */
    private static UserCaller caller(AccessToken token, SessionProof proof) {
        return new UserCaller(
                token.userId(),
                token.sessionId(),
                proof.levelOf(token),
                token.authTime(),
                proof.amrOf(token),
                proof.authenticator());
    }

    /** For a session that has ended: it can only sign out. */
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
        return clients.identify(header, request).map(CallerAuthentication::identity);
    }

    private static SecurityIdentity identity(ClientCaller client) {
        return identity(
                client, Set.copyOf(client.scopes().stream().map(Roles::ofScope).toList()));
    }

    private static SecurityIdentity identity(Principal principal, Set<String> roles) {
        return building(principal, roles).build();
    }

    private static QuarkusSecurityIdentity.Builder building(Principal principal, Set<String> roles) {
        return QuarkusSecurityIdentity.builder().setPrincipal(principal).addRoles(roles);
    }
}
