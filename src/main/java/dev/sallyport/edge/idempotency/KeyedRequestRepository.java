package dev.sallyport.edge.idempotency;

import dev.sallyport.base.database.Row;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.hibernate.Session;

@ApplicationScoped
class KeyedRequestRepository {

    /** One statement: of any number of requests with one key, one is the first. A row past its end counts as none. */
    private static final String BEGIN = """
            insert into keyed_request as r (caller, id, fingerprint, expires_at)
            values (:caller, :id, :fingerprint, :end)
            on conflict (caller, id) do update set
                fingerprint = excluded.fingerprint, expires_at = excluded.expires_at, sealed_answer = null,
                users = null
            where r.expires_at <= :now
            returning caller
            """;

    private static final String FIND = """
            select fingerprint, expires_at, sealed_answer from keyed_request where caller = :caller and id = :id
            """;

    private static final String KEEP = """
            update keyed_request set sealed_answer = :answer, users = :users, expires_at = :end
            where caller = :caller and id = :id and fingerprint = :fingerprint and sealed_answer is null
            """;

    private static final String FORGET = """
            delete from keyed_request
            where caller = :caller and id = :id and fingerprint = :fingerprint and sealed_answer is null
            """;

    private final Session database;

    KeyedRequestRepository(Session database) {
        this.database = database;
    }

    /** Whether this is the first request with its key. */
    boolean begin(IdempotentRequest request, byte[] fingerprint, Instant now, Instant end) {
        return !Row.column(database, BEGIN, byte[].class)
                .setParameter("caller", request.caller())
                .setParameter("id", request.id())
                .setParameter("fingerprint", fingerprint)
                .setParameter("now", now)
                .setParameter("end", end)
                .getResultList()
                .isEmpty();
    }

    Optional<FirstRequest> find(IdempotentRequest request) {
        return Row.query(database, FIND, FirstRequest::ofRow)
                .setParameter("caller", request.caller())
                .setParameter("id", request.id())
                .getResultStream()
                .findFirst();
    }

    void keep(IdempotentRequest request, byte[] fingerprint, byte[] answer, UUID[] users, Instant end) {
        database.createNativeMutationQuery(KEEP)
                .setParameter("caller", request.caller())
                .setParameter("id", request.id())
                .setParameter("fingerprint", fingerprint)
                .setParameter("answer", answer)
                .setParameter("users", users, UUID[].class)
                .setParameter("end", end)
                .executeUpdate();
    }

    /** Forgets a request that was not answered. */
    void forget(IdempotentRequest request, byte[] fingerprint) {
        database.createNativeMutationQuery(FORGET)
                .setParameter("caller", request.caller())
                .setParameter("id", request.id())
                .setParameter("fingerprint", fingerprint)
                .executeUpdate();
    }
}
