package dev.sallyport.oauth;

import dev.sallyport.caller.ClientCaller;
import dev.sallyport.caller.Origin;
import dev.sallyport.client.Clients;
import dev.sallyport.problem.ProblemException;
import dev.sallyport.problem.ProblemType;
import dev.sallyport.session.SessionEnding;
import dev.sallyport.session.Sessions;
import dev.sallyport.token.AccessTokenReader;
import dev.sallyport.token.VerifiedToken;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;

/** Says what a token is worth now, and takes its worth away. */
@ApplicationScoped
class TokenJudge {

    private final AccessTokenReader accessTokens;
    private final Sessions sessions;
    private final SessionEnding ending;
    private final Clients clients;

    TokenJudge(AccessTokenReader accessTokens, Sessions sessions, SessionEnding ending, Clients clients) {
        this.accessTokens = accessTokens;
        this.sessions = sessions;
        this.ending = ending;
        this.clients = clients;
    }

    /** Only an access token whose session is alive is active; whatever is wrong with another one is not said. */
    Introspection introspect(TokenToJudge request) {
        return accessTokens.verify(required(request)).flatMap(this::live).orElse(Introspection.INACTIVE);
    }

    private Optional<Introspection> live(VerifiedToken token) {
        return sessions.findLiveGroups(
                        token.statement().sessionId(), token.statement().userId())
                .map(groups -> Introspection.of(token, groups));
    }

    /**
     * Ends the session behind a token, for whoever shows it. A backend that gives its name takes away its own tokens only,
     * and a session is none of them.
     */
    void revoke(TokenToJudge request, Optional<ClientCaller> client, Origin origin) {
        String token = required(request);
        client.ifPresentOrElse(
                backend -> clients.revokeToken(token, backend.clientId()), () -> ending.revoke(token, origin));
    }

    private static String required(TokenToJudge request) {
        if (request.token() == null) {
            throw new ProblemException(ProblemType.INVALID_REQUEST).detail("token is missing.");
        }
        return request.token();
    }
}
