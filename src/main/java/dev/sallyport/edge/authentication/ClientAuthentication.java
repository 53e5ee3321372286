package dev.sallyport.edge.authentication;

import dev.sallyport.base.problem.ProblemException;
import dev.sallyport.base.problem.ProblemType;
import dev.sallyport.clients.AuthenticatedClient;
import dev.sallyport.clients.ClientLimits;
import dev.sallyport.clients.Clients;
import dev.sallyport.security.caller.ClientCaller;
import dev.sallyport.security.caller.ClientContexts;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Singleton;
import java.util.Optional;

/** Authenticates clients by their id and secret, or by their token, and counts their requests. */
@Singleton
class ClientAuthentication {

    static final String BEARER = "Bearer ";
    static final String BASIC = "Basic ";

    private static final String CONFIRMING = "/oauth2/introspect";

    private final Clients clients;
    private final ClientSecretCheck secrets;
    private final ClientLimits limits;
    private final ClientContexts contexts;

    ClientAuthentication(Clients clients, ClientSecretCheck secrets, ClientLimits limits, ClientContexts contexts) {
        this.clients = clients;
        this.secrets = secrets;
        this.limits = limits;
        this.contexts = contexts;
    }

    /** The client that a header with its scheme in one case names; {@code too-many-requests} over its limit. */
    Optional<ClientCaller> identify(String header, RoutingContext request) {
        return knownClient(header, request).map(client -> {
            limits.spend(client).ifPresent(allowance -> reportQuota(allowance, request));
            return caller(client, header);
        });
    }

    /**
     * The same where memory is enough, for a client whose requests are not limited: without a wait. Empty for any other
     * header, of which nothing is counted here.
     */
    Optional<ClientCaller> recall(String header, RoutingContext request) {
        return header.startsWith(BASIC) && isConfirmed(request)
                ? secrets.recall(BasicCredentials.read(header.substring(BASIC.length())))
                        .filter(client -> !limits.isLimited(client))
                        .map(client -> caller(client, header))
                : Optional.empty();
    }

    private static ClientCaller caller(AuthenticatedClient client, String header) {
        return new ClientCaller(
                client.id(), client.scopes(), client.version(), client.proof(), header.startsWith(BASIC));
    }

    /** Only where the answer confirms it anyway, the client is known from memory. */
    private static boolean isConfirmed(RoutingContext request) {
        return request.normalizedPath().equals(CONFIRMING);
    }

    private Optional<AuthenticatedClient> knownClient(String header, RoutingContext request) {
        if (header.startsWith(BASIC)) {
            return secrets.find(
                    BasicCredentials.read(header.substring(BASIC.length())),
                    isConfirmed(request),
                    contexts.of(request));
        }
        return header.startsWith(BEARER + Clients.TOKEN_PREFIX)
                ? clients.recognize(header.substring(BEARER.length()))
                : Optional.empty();
    }

    /** Adds the client's rate limit to every response, and refuses requests over the limit. */
    private static void reportQuota(ClientLimits.Quota allowance, RoutingContext request) {
        long seconds = Math.max(1, allowance.resetsIn().plusMillis(999).toSeconds());
        request.response()
                .putHeader("RateLimit-Policy", "\"client\";q=" + allowance.limit() + ";w=60")
                .putHeader("RateLimit", "\"client\";r=" + allowance.remaining() + ";t=" + seconds);
        if (!allowance.allowed()) {
            throw new ProblemException(ProblemType.TOO_MANY_REQUESTS)
                    .detail(
                            "This client can send {0} requests a minute. Try again after the time in Retry-After.",
                            allowance.limit())
                    .retryAfter(allowance.resetsIn());
        }
    }
}
