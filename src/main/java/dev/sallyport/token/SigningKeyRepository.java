package dev.sallyport.token;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import io.quarkus.panache.common.Sort;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

@ApplicationScoped
class SigningKeyRepository implements PanacheRepositoryBase<SigningKey, String> {

    /** Serialises replicas that start at once, so that they agree on one first key. Released with the transaction. */
    void lockForFirstKey() {
        getEntityManager()
                .createNativeQuery(
                        "select pg_advisory_xact_lock(hashtext('sallyport signing key'))::text", String.class)
                .getSingleResult();
    }

    /** Newest first: the first one signs. */
    List<SigningKey> newestFirst() {
        return listAll(Sort.descending("activatesAt", "kid"));
    }
}
