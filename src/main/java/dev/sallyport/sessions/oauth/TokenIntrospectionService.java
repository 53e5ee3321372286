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
import io.quarkus.security.spi.runtime.BlockingSecurityExecutor;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Introspects and revokes tokens. */
@Singleton
class TokenIntrospectionService {

    /** The id of no session: looked up for an invalid token, so that every introspection takes the same work. */
    private static final AccessToken STAND_IN = new AccessToken(
            UserId.NONE, SessionId.NONE, AssuranceLevel.ONE_FACTOR, List.of(), Instant.EPOCH, List.of());

    private final AccessTokenReader accessTokens;
    private final SessionCheck sessions;
    private final SessionRevocation ending;
    private final Clients clients;
    private final BlockingSecurityExecutor blocking;

    TokenIntrospectionService(
            AccessTokenReader accessTokens,
            SessionCheck sessions,
            SessionRevocation ending,
            Clients clients,
            BlockingSecurityExecutor blocking) {
        this.accessTokens = accessTokens;
        this.sessions = sessions;
        this.ending = ending;
        this.clients = clients;
        this.blocking = blocking;
    }

    /** Only an access token with a live session is active; for any other token the reason is not revealed. */
    Uni<IntrospectionResponse> introspect(TokenIntrospectionRequest request, ClientCaller client) {
        String text = required(request);
        Optional<VerifiedToken> known = accessTokens.recall(text);
        Uni<Optional<VerifiedToken>> token = known.isPresent()
                ? Uni.createFrom().item(known)
                : blocking.executeBlocking(() -> accessTokens.verify(text));
        return token.flatMap(read -> answer(read, client));
    }

    private Uni<IntrospectionResponse> answer(Optional<VerifiedToken> token, ClientCaller client) {
        AccessToken asked = token.map(VerifiedToken::statement).orElse(STAND_IN);
        return sessions.find(asked.sessionId(), asked.userId(), client.clientId())
                .flatMap(found -> {
                    IntrospectionResponse answer = token.flatMap(
                                    good -> found.session().map(alive -> IntrospectionResponse.of(good, alive)))
                            .orElse(IntrospectionResponse.INACTIVE);
                    return found.clientVersion()
                                    .filter(version -> version == client.version())
                                    .isPresent()
                            ? Uni.createFrom().item(answer)
                            : blocking.executeBlocking(() -> confirm(client)).replaceWith(answer);
                });
    }

    /** The cached client is outdated: its secret or scopes may have changed. */
    private AuthenticatedClient confirm(ClientCaller client) {
        AuthenticatedClient known = clients.confirm(client.clientId(), client.proof())
                .orElseThrow(() -> new ProblemException(ProblemType.INVALID_CLIENT)
                        .header("WWW-Authenticate", "Basic realm=\"sallyport\""));
        if (!known.scopes().contains(Roles.INTROSPECT)) {
            throw new ForbiddenException(); // answered like a client that never had the scope
        }
        return known;
    }

    /**
     * Ends the session of a token that its holder presents. A backend that names itself can revoke only its own tokens,
     * which never belong to a session.
     */
    void revoke(TokenIntrospectionRequest request, Optional<ClientCaller> client, ClientContext context) {
        String token = required(request);
        client.ifPresentOrElse(
                backend -> clients.revokeToken(token, backend.clientId()), () -> ending.revoke(token, context));
    }

    private static String required(TokenIntrospectionRequest request) {
        if (request.token() == null) {
            throw new ProblemException(ProblemType.INVALID_REQUEST)
                    .detail("The parameter token is missing. Send a token.");
        }
        return request.token();
    }
}
