package dev.sallyport.sessions.oauth;

import dev.sallyport.base.problem.ProblemException;
import dev.sallyport.base.problem.ProblemType;
import dev.sallyport.clients.Clients;
import dev.sallyport.security.caller.ClientCaller;
import dev.sallyport.security.caller.ClientContext;
import dev.sallyport.security.token.TokenConfig;
import dev.sallyport.sessions.session.RefreshTokenService;
import dev.sallyport.sessions.session.SessionGrant;
import dev.sallyport.sessions.session.SessionTokens;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;

/** Exchanges grants for tokens. */
@Singleton
class TokenService {

    private final RefreshTokenService refreshing;
    private final SessionTokens tokens;
    private final Clients clients;
    private final TokenConfig config;

    TokenService(RefreshTokenService refreshing, SessionTokens tokens, Clients clients, TokenConfig config) {
        this.refreshing = refreshing;
        this.tokens = tokens;
        this.clients = clients;
        this.config = config;
    }

    TokenResponse grant(TokenRequest request, Optional<ClientCaller> client, ClientContext context) {
        if (request.grantType() == null) {
            throw missing("grant_type");
        }
        return switch (request.grantType()) {
            case "refresh_token" -> refresh(request, client, context);
            case "client_credentials" -> issue(request, client);
            default -> throw new ProblemException(ProblemType.UNSUPPORTED_GRANT_TYPE);
        };
    }

    private TokenResponse refresh(TokenRequest request, Optional<ClientCaller> client, ClientContext context) {
        if (request.refreshToken() == null) {
            throw missing("refresh_token");
        }
        requireOwnClient(request, client);
        SessionGrant session = refreshing.refresh(request.refreshToken(), request.scopes(), context);
        List<String> granted = SessionTokens.groups(session.user());
        return new TokenResponse(
                tokens.accessToken(session),
                "Bearer",
                tokens.accessLifetime().toSeconds(),
                tokens.refreshToken(session),
                tokens.refreshLifetime(session).toSeconds(),
                String.join(" ", granted));
    }

    private TokenResponse issue(TokenRequest request, Optional<ClientCaller> caller) {
        // A client gets a token only for its secret, never for another token: otherwise it could be renewed without
        // end.
        ClientCaller client = caller.filter(ClientCaller::secretShown)
                .orElseThrow(() -> new ProblemException(ProblemType.INVALID_CLIENT)
                        .detail("This grant is for clients. Send the client's id and secret as HTTP Basic credentials.")
                        .header("WWW-Authenticate", "Basic realm=\"sallyport\""));
        List<String> scopes = client.scopes().stream()
                .filter(scope -> request.scopes().isEmpty() || request.scopes().contains(scope))
                .toList();
        if (!scopes.containsAll(request.scopes())) {
            throw new ProblemException(ProblemType.INVALID_SCOPE);
        }
        return new TokenResponse(
                clients.issueToken(client.clientId(), scopes),
                "Bearer",
                clients.tokenLifetime().toSeconds(),
                null,
                null,
                String.join(" ", scopes));
    }

    /** A session is the front end's, which has no secret: with a backend's name or secret its token is not valid. */
    private void requireOwnClient(TokenRequest request, Optional<ClientCaller> client) {
        boolean named = request.clientId() == null || request.clientId().equals(config.firstPartyClientId());
        if (client.isPresent() || !named) {
            throw new ProblemException(ProblemType.INVALID_GRANT)
                    .detail("The refresh token was issued to another client. Send it as that client.");
        }
    }

    private static ProblemException missing(String parameter) {
        return new ProblemException(ProblemType.INVALID_REQUEST).detail("{0} is missing.", parameter);
    }
}
