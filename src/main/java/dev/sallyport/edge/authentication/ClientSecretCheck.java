package dev.sallyport.edge.authentication;

import dev.sallyport.base.database.Transactions;
import dev.sallyport.base.problem.ProblemException;
import dev.sallyport.base.problem.ProblemType;
import dev.sallyport.clients.AuthenticatedClient;
import dev.sallyport.clients.Clients;
import dev.sallyport.security.audit.Audit;
import dev.sallyport.security.audit.AuditEntry;
import dev.sallyport.security.audit.AuditType;
import dev.sallyport.security.caller.ClientContext;
import dev.sallyport.security.caller.Roles;
import dev.sallyport.security.crypto.Digest;
import dev.sallyport.security.throttle.ClientSecretThrottle;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/**
 * Checks the secrets of clients, with a limit for wrong ones. A secret that was correct before is never limited, so
 * that an attacker cannot lock a client out, even from the client's own address.
 */
@Singleton
class ClientSecretCheck {

    private final Clients clients;
    private final ClientSecretThrottle throttle;
    private final Audit audit;
    private final Clock clock;

    ClientSecretCheck(Clients clients, ClientSecretThrottle throttle, Audit audit, Clock clock) {
        this.clients = clients;
        this.throttle = throttle;
        this.audit = audit;
        this.clock = clock;
    }

    /**
     * The client that one reading of the credentials is right for.
     *
     * @param fromMemory whether the answer confirms the client anyway, so that memory is enough
     * @throws ProblemException {@code too-many-attempts} after too many wrong ones from this network address
     */
    Optional<AuthenticatedClient> find(List<BasicCredentials> readings, boolean fromMemory, ClientContext context) {
        if (readings.isEmpty()) {
            return Optional.empty();
        }
        if (readings.stream().anyMatch(pair -> clients.remembers(pair.id(), pair.secret()))) {
            Optional<AuthenticatedClient> known = compare(readings, fromMemory);
            if (known.isPresent()) {
                return known;
            }
        }
        return findUnknown(readings, fromMemory, context);
    }

    /** The same from memory alone, for an answer that confirms the client anyway; nothing is counted. */
    Optional<AuthenticatedClient> recall(List<BasicCredentials> readings) {
        return readings.stream()
                .flatMap(pair -> clients.recallNow(pair.id(), pair.secret(), Roles.INTROSPECT).stream())
                .findFirst();
    }

    private Optional<AuthenticatedClient> findUnknown(
            List<BasicCredentials> readings, boolean fromMemory, ClientContext context) {
        Instant now = clock.instant();
        // The last reading is the decoded one: every spelling of an id shares one count.
        String id = readings.get(readings.size() - 1).id();
        // a client's id may be as long as a header, and is kept in memory here
        String counted = HexFormat.of().formatHex(Digest.sha256(id.getBytes(StandardCharsets.UTF_8)));
        ClientSecretThrottle.Try spent = throttle.spend(counted, context.address(), now);
        if (!spent.allowed()) {
            throw new ProblemException(ProblemType.TOO_MANY_ATTEMPTS)
                    .detail("Too many wrong client secrets. Try again after the time in Retry-After.")
                    .retryAfter(spent.retryAfter());
        }
        boolean wrong = false;
        try {
            Optional<AuthenticatedClient> known = compare(readings, fromMemory);
            wrong = known.isEmpty();
            return known;
        } finally {
            if (wrong) {
                record(readings, spent, context, now);
            } else {
                throttle.refund(counted, context.address(), now);
            }
        }
    }

    private Optional<AuthenticatedClient> compare(List<BasicCredentials> readings, boolean fromMemory) {
        return readings.stream()
                .flatMap(pair -> (fromMemory
                                ? clients.recall(pair.id(), pair.secret(), Roles.INTROSPECT)
                                : clients.authenticate(pair.id(), pair.secret()))
                        .stream())
                .findFirst();
    }

    /** An id that no client has is not recorded: it may be a secret in the wrong place. */
    private void record(
            List<BasicCredentials> readings, ClientSecretThrottle.Try wrong, ClientContext context, Instant now) {
        if (throttle.takeAuditRow(wrong, now)) {
            String client = readings.stream()
                    .map(BasicCredentials::id)
                    .filter(clients::isKnown)
                    .findFirst()
                    .orElse("unknown");
            AuditEntry entry = AuditEntry.refused(AuditType.CLIENT_SECRET_FAIL, now, context)
                    .with("client", client)
                    .with("wrongSecrets", wrong.number());
            Transactions.run(() -> audit.record(entry));
        }
    }
}
