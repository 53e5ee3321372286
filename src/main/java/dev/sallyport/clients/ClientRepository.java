package dev.sallyport.clients;

import dev.sallyport.base.database.Row;
import dev.sallyport.base.database.RowLocks;
import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

@ApplicationScoped
class ClientRepository implements PanacheRepositoryBase<Client, String> {

    /** The client and those scopes of its token that it still has, in one read by primary key. */
    private static final String BY_TOKEN = """
            select c.id, array(select unnest(t.scopes) intersect select unnest(c.scopes)) as scopes,
                   c.requests_per_minute, c.version
            from client_token t join client c on c.id = t.client_id
            where t.hash = :hash and t.expires_at > :now
            """;

    Optional<AuthenticatedClient> findByToken(byte[] hash, Instant now) {
        return Row.query(getSession(), BY_TOKEN, row -> client(row, hash))
                .setParameter("hash", hash)
                .setParameter("now", now)
                .getResultStream()
                .findFirst();
    }

    private static AuthenticatedClient client(Row row, byte[] proof) {
        return new AuthenticatedClient(
                row.text("id"),
                row.texts("scopes"),
                row.find("requests_per_minute", Integer.class),
                row.integer("version"),
                proof);
    }

    /**
     * Records that the first client is created now; false if one was created before. Waits for another replica that is
     * doing the same.
     */
    boolean markFirst(Instant now) {
        return getSession()
                        .createNativeMutationQuery(
                                "insert into first_client (made_at) values (:now) on conflict do nothing")
                        .setParameter("now", now)
                        .executeUpdate()
                == 1;
    }

    void addToken(ClientToken token) {
        getSession().persist(token);
    }

    /** Revokes a token if it belongs to this client. */
    boolean removeToken(byte[] hash, String client) {
        return getSession()
                        .createMutationQuery("delete from ClientToken where hash = :hash and clientId = :client")
                        .setParameter("hash", hash)
                        .setParameter("client", client)
                        .executeUpdate()
                == 1;
    }

    /** Locks the row: the second of two simultaneous rotations keeps the first one's secret as the previous secret. */
    Optional<Client> lock(String id) {
        // the database cannot store this character, and an id comes in a path
        return id.indexOf('\0') >= 0 ? Optional.empty() : RowLocks.lock(getSession(), Client.class, id);
    }

    /** In the order of their ids, from after that one on. */
    List<Client> list(String afterId, int limit) {
        return find("id > ?1 order by id", afterId).page(0, limit).list();
    }
}
