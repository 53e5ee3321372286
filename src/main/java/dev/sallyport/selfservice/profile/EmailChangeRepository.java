package dev.sallyport.selfservice.profile;

import dev.sallyport.base.ids.UserId;
import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;

@ApplicationScoped
class EmailChangeRepository implements PanacheRepositoryBase<EmailChange, UserId> {

    /** Forgets a change that was asked for before. */
    void forget(UserId user) {
        delete("userId", user);
    }
}
