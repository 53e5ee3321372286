package dev.sallyport.security.token;

import dev.sallyport.base.database.Row;
import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;

@ApplicationScoped
class SigningKeyRepository implements PanacheRepositoryBase<SigningKey, String> {

    /** Locks, so that one replica at a time creates or revokes keys. Released with the transaction. */
    void lockAll() {
        Row.column(getSession(), "select pg_advisory_xact_lock(hashtext('sallyport signing key'))::text", String.class)
                .getSingleResult();
    }
}
