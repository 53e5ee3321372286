package dev.sallyport.sessions.oauth;

import dev.sallyport.base.ids.SessionId;
import dev.sallyport.base.ids.UserId;
import dev.sallyport.base.problem.ProblemException;
import dev.sallyport.base.problem.ProblemType;
import dev.sallyport.clients.AuthenticatedClient;
import dev.sallyport.clients.Clients;
import dev.sallyport.security.caller.ClientCaller;
import dev.sallyport.security.caller.ClientContext;
import dev.sallyport.security.caller.Roles;
import dev.sallyport.security.token.AccessToken;
import dev.sallyport.security.token.AccessTokenReader;
import dev.sallyport.security.token.AssuranceLevel;
import dev.sallyport.security.token.VerifiedToken;
import dev.sallyport.sessions.session.SessionCheck;
import dev.sallyport.sessions.session.SessionRevocation;
import io.quarkus.security.ForbiddenException;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Says what a token is worth now, and takes its worth away. */
@ApplicationScoped
class TokenIntrospectionService {

    /** Nobody's session: asked for a token that is none, so that every question costs the same. */
    private static final AccessToken NOBODYS = new AccessToken(
            new UserId(new UUID(0, 0)),
            new SessionId(new UUID(0, 0)),
            AssuranceLevel.ONE_FACTOR,
            List.of(),
            Instant.EPOCH,
            List.of());

    private final AccessTokenReader accessTokens;
    private final SessionCheck sessions;
    private final SessionRevocation ending;
    private final Clients clients;

    TokenIntrospectionService(
            AccessTokenReader accessTokens, SessionCheck sessions, SessionRevocation ending, Clients clients) {
        this.accessTokens = accessTokens;
        this.sessions = sessions;
        this.ending = ending;
        this.clients = clients;
    }

    /** Only an access token whose session is alive is active; whatever is wrong with another one is not said. */
    IntrospectionResponse introspect(TokenIntrospectionRequest request, ClientCaller client) {
        Optional<VerifiedToken> token = accessTokens.verify(required(request));
        AccessToken asked = token.map(VerifiedToken::statement).orElse(NOBODYS);
        SessionCheck.Found found = sessions.find(asked.sessionId(), asked.userId(), client.clientId());
        if (found.clientVersion().filter(version -> version == client.version()).isEmpty()) {
            confirm(client);
        }
        return token.flatMap(good -> found.session().map(alive -> IntrospectionResponse.of(good, alive)))
                .orElse(IntrospectionResponse.INACTIVE);
    }

    /** The client is not as it was remembered: it may have another secret now, or no scope. */
    private void confirm(ClientCaller client) {
        AuthenticatedClient known = clients.confirm(client.clientId(), client.proof())
                .orElseThrow(() -> new ProblemException(ProblemType.INVALID_CLIENT)
                        .header("WWW-Authenticate", "Basic realm=\"sallyport\""));
        if (!known.scopes().contains(Roles.INTROSPECT)) {
            throw new ForbiddenException(); // answered like a client that never had the scope
        }
    }

    /**
     * Ends the session behind a token, for whoever shows it. A backend that gives its name takes away its own tokens only,
     * and a session is none of them.
     */
    void revoke(TokenIntrospectionRequest request, Optional<ClientCaller> client, ClientContext context) {
        String token = required(request);
        client.ifPresentOrElse(
                backend -> clients.revokeToken(token, backend.clientId()), () -> ending.revoke(token, context));
    }

    private static String required(TokenIntrospectionRequest request) {
        if (request.token() == null) {
            throw new ProblemException(ProblemType.INVALID_REQUEST).detail("token is missing.");
        }
        return request.token();
    }
}
