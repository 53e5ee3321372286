package dev.sallyport.selfservice.profile;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.UUID;

@ApplicationScoped
class EmailChangeRepository implements PanacheRepositoryBase<EmailChange, UUID> {

    /** Forgets a change that was asked for before. */
    void forget(UUID user) {
        delete("userId", user);
    }
}
