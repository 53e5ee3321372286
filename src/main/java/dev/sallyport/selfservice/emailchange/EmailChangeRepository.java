package dev.sallyport.selfservice.emailchange;

import dev.sallyport.base.ids.UserId;
import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;

@ApplicationScoped
class EmailChangeRepository implements PanacheRepositoryBase<EmailChange, UserId> {

    /** Deletes a change that was requested before. */
    void forget(UserId user) {
        delete("userId", user);
    }
}
