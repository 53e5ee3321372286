package dev.sallyport.trail.seal;

import dev.sallyport.base.database.Row;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import org.hibernate.Session;

/** Reads and writes the keys that sign seals. */
@ApplicationScoped
class SealKeyRepository {

    private static final String ALL = "select id, sealed_private_key, public_key, created_at from audit_seal_key"
            + " order by created_at desc, id";

    private static final String ADD = """
            insert into audit_seal_key (id, sealed_private_key, public_key, created_at)
            values (:id, :private, :public, :now)
            """;

    private final Session database;

    SealKeyRepository(Session database) {
        this.database = database;
    }

    /** The newest first: one for each year. */
    List<SealKey> list() {
        return Row.query(database, ALL, SealKey::ofRow).getResultList();
    }

    void add(SealKey key) {
        database.createNativeMutationQuery(ADD)
                .setParameter("id", key.id())
                .setParameter("private", key.sealedPrivateKey())
                .setParameter("public", key.publicKey())
                .setParameter("now", key.createdAt())
                .executeUpdate();
    }
}
