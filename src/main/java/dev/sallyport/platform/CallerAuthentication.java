package dev.sallyport.platform;

import dev.sallyport.caller.ClientCaller;
import dev.sallyport.caller.Roles;
import dev.sallyport.caller.UserCaller;
import dev.sallyport.client.Clients;
import dev.sallyport.problem.RequestLanguage;
import dev.sallyport.session.LiveSession;
import dev.sallyport.session.Sessions;
import dev.sallyport.token.AccessToken;
import dev.sallyport.token.AccessTokenReader;
import dev.sallyport.verification.Challenges;
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
import java.nio.charset.StandardCharsets;
import java.security.Principal;
import java.util.Base64;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/**
 * Tells the three kinds of caller apart by their Authorization header: a user's access token, an enrollment token, or a
 * client's id and secret. Cookies count for nothing. What is not good is refused, whatever kind it was.
 */
@ApplicationScoped
class CallerAuthentication implements HttpAuthenticationMechanism {

    private static final String BEARER = "Bearer ";
    private static final String BASIC = "Basic ";

    /** The endpoints of OAuth are for clients (RFC 7662 section 2.1): no user's token counts there. */
    private static final String FOR_CLIENTS = "/oauth2/";

    private final AccessTokenReader accessTokens;
    private final Sessions sessions;
    private final Challenges challenges;
    private final Clients clients;
    private final BlockingSecurityExecutor blocking;

    CallerAuthentication(
            AccessTokenReader accessTokens,
            Sessions sessions,
            Challenges challenges,
            Clients clients,
            BlockingSecurityExecutor blocking) {
        this.accessTokens = accessTokens;
        this.sessions = sessions;
        this.challenges = challenges;
        this.clients = clients;
        this.blocking = blocking;
    }

    @Override
    public Uni<SecurityIdentity> authenticate(RoutingContext request, IdentityProviderManager ignored) {
        String header = request.request().getHeader("Authorization");
        if (header == null) {
            return Uni.createFrom().nullItem();
        }
        boolean isForClients = request.normalizedPath().startsWith(FOR_CLIENTS);
        return blocking.executeBlocking(() -> (isForClients ? client(header) : identify(header, request))
                .orElseThrow(AuthenticationFailedException::new));
    }

    @Override
    public Uni<ChallengeData> getChallenge(RoutingContext request) {
        return Uni.createFrom().item(new ChallengeData(401, "WWW-Authenticate", "Bearer"));
    }

    private Optional<SecurityIdentity> identify(String header, RoutingContext request) {
        if (header.startsWith(BEARER + Challenges.ENROLLMENT_PREFIX)) {
            return challenges
                    .findEnrollment(header.substring(BEARER.length()))
                    .map(caller -> identity(caller, Set.of(Roles.ENROLLMENT)));
        }
        if (header.startsWith(BEARER)) {
            return accessTokens.read(header.substring(BEARER.length())).flatMap(token -> user(token, request));
        }
        return client(header);
    }

    /** A genuine token is not enough: the session behind it must be alive now. */
    private Optional<SecurityIdentity> user(AccessToken token, RoutingContext request) {
        return sessions.findLive(token.sessionId(), token.userId()).map(session -> {
            RequestLanguage.prefer(request, session.locale());
            Set<String> roles = new HashSet<>(session.roles());
            roles.add(Roles.USER);
            return identity(caller(token, session), roles);
        });
    }

    private static UserCaller caller(AccessToken token, LiveSession session) {
        return new UserCaller(
                session.userId(),
                session.id(),
                session.deviceId(),
                token.level(),
                token.authTime(),
                token.amr(),
                session.twoFactorEnabled());
    }

    private Optional<SecurityIdentity> client(String header) {
        if (!header.startsWith(BASIC)) {
            return Optional.empty();
        }
        byte[] decoded;
        try {
            decoded =
                    Base64.getDecoder().decode(header.substring(BASIC.length()).strip());
        } catch (IllegalArgumentException notBase64) {
            return Optional.empty();
        }
        String[] parts = new String(decoded, StandardCharsets.UTF_8).split(":", 2);
        if (parts.length < 2 || parts[0].indexOf('\0') >= 0) {
            return Optional.empty();
        }
        return clients.authenticate(parts[0], parts[1])
                .map(scopes -> identity(
                        new ClientCaller(parts[0]),
                        Set.copyOf(scopes.stream().map(Roles::ofScope).toList())));
    }

    private static SecurityIdentity identity(Principal principal, Set<String> roles) {
        return QuarkusSecurityIdentity.builder()
                .setPrincipal(principal)
                .addRoles(roles)
                .build();
    }
}
