package dev.sallyport.clients;

import dev.sallyport.base.pagination.Page;
import dev.sallyport.base.problem.Outcome;
import dev.sallyport.base.problem.ProblemException;
import dev.sallyport.base.problem.ProblemType;
import dev.sallyport.security.audit.Audit;
import dev.sallyport.security.audit.AuditEntry;
import dev.sallyport.security.audit.AuditType;
import dev.sallyport.security.caller.ClientCaller;
import dev.sallyport.security.caller.ClientContext;
import dev.sallyport.security.crypto.Ids;
import dev.sallyport.security.crypto.OpaqueToken;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.nio.charset.StandardCharsets;
import java.security.Principal;
import java.time.Clock;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/** Creates clients, rotates their secrets, and deletes clients. */
@ApplicationScoped
class ClientAdministration {

    private static final String SECRET_PREFIX = "sp_cs_";

    private final ClientRepository clients;
    private final Clients known;
    private final ClientLimitConfig config;
    private final Audit audit;
    private final Clock clock;

    ClientAdministration(ClientRepository clients, Clients known, ClientLimitConfig config, Audit audit, Clock clock) {
        this.clients = clients;
        this.known = known;
        this.config = config;
        this.audit = audit;
        this.clock = clock;
    }

    @Transactional
    ClientSecretResponse create(ClientRequest request, Principal caller, ClientContext context) {
        Instant now = clock.instant();
        String secret = OpaqueToken.next(SECRET_PREFIX).text();
        List<String> scopes = request.scopes().stream().distinct().toList();
        Client client = new Client(Ids.next().toString(), request.name(), Clients.secretHash(secret), scopes, now);
        client.limit(request.requestsPerMinute());
        clients.persist(client);
        known.remember(client.id(), Clients.secretHash(secret));
        audit.record(entry(AuditType.CLIENT_CREATED, client.id(), caller, context, now)
                .with("scopes", scopes));
        return ClientSecretResponse.of(client, secret, now);
    }

    @Transactional
    Page<ClientView> list(int limit, String afterId) {
        Instant now = clock.instant();
        List<Client> found = clients.list(afterId, limit + 1);
        boolean more = found.size() > limit;
        List<Client> shown = more ? found.subList(0, limit) : found;
        String next = more ? cursor(shown.get(limit - 1).id()) : null;
        return new Page<>(
                shown.stream().map(client -> ClientView.of(client, now)).toList(), next);
    }

    /** The ids of clients are text: the first one's is chosen by the operator. */
    private static String cursor(String id) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(id.getBytes(StandardCharsets.UTF_8));
    }

    /** @throws IllegalArgumentException at what was never a cursor */
    static String id(String cursor) {
        return new String(Base64.getUrlDecoder().decode(cursor), StandardCharsets.UTF_8).replace("\0", "");
    }

    @Transactional
    Outcome<ClientView> change(String id, ClientChange change, ClientCaller caller, ClientContext context) {
        Instant now = clock.instant();
        Optional<Client> found = clients.lock(id);
        if (found.isEmpty()) {
            return Outcome.refused(ProblemType.NOT_FOUND);
        }
        Client client = found.get();
        boolean keepsItself = change.scopes() == null || change.scopes().contains("admin");
        if (id.equals(caller.clientId()) && !keepsItself) {
            return Outcome.refused(itself());
        }
        if (change.name() != null) {
            client.rename(change.name());
        }
        if (change.scopes() != null) {
            client.grant(change.scopes().stream().distinct().toList());
        }
        if (change.requestsPerMinute() != null) {
            client.limit(change.requestsPerMinute() == 0 ? null : change.requestsPerMinute());
        }
        audit.record(entry(AuditType.CLIENT_CHANGED, id, caller, context, now).with("scopes", client.scopes()));
        return Outcome.of(ClientView.of(client, now));
    }

    /**
     * Creates a new secret. The previous one stays valid for a while, so that a backend can update its instances one by
     * one.
     */
    @Transactional
    Outcome<ClientSecretResponse> rotate(String id, Principal caller, ClientContext context) {
        Instant now = clock.instant();
        Optional<Client> client = clients.lock(id);
        if (client.isEmpty()) {
            return Outcome.refused(ProblemType.NOT_FOUND);
        }
        String secret = OpaqueToken.next(SECRET_PREFIX).text();
        client.get().rotateSecret(Clients.secretHash(secret), now.plus(config.secretOverlap()));
        known.remember(id, Clients.secretHash(secret));
        audit.record(entry(AuditType.CLIENT_SECRET_ROTATED, id, caller, context, now));
        return Outcome.of(ClientSecretResponse.of(client.get(), secret, now));
    }

    /** Deletes the client and revokes its tokens. */
    @Transactional
    Outcome<Boolean> delete(String id, ClientCaller caller, ClientContext context) {
        if (id.equals(caller.clientId())) {
            return Outcome.refused(itself());
        }
        Optional<Client> client = clients.lock(id);
        if (client.isEmpty()) {
            return Outcome.refused(ProblemType.NOT_FOUND);
        }
        clients.delete(client.get());
        audit.record(entry(AuditType.CLIENT_DELETED, id, caller, context, clock.instant()));
        return Outcome.of(true);
    }

    /** The calling client cannot remove itself, so that there is always a client with this scope. */
    private static ProblemException itself() {
        return new ProblemException(ProblemType.CONFLICT)
                .detail("A client cannot delete itself or remove its own scope admin. Use another client.");
    }

    private static AuditEntry entry(AuditType type, String id, Principal caller, ClientContext context, Instant now) {
        return AuditEntry.success(type, now, context).by(caller).with("client", id);
    }
}
