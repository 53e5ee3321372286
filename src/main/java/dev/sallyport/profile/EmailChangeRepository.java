package dev.sallyport.profile;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import java.util.Optional;
import java.util.UUID;

@ApplicationScoped
class EmailChangeRepository implements PanacheRepositoryBase<EmailChange, UUID> {

    /** Locks the row, so that guesses at once do not slip past the limit together. */
    Optional<EmailChange> lock(UUID user) {
        return findByIdOptional(user, LockModeType.PESSIMISTIC_WRITE);
    }

    /** Forgets a change that was asked for before. */
    void forget(UUID user) {
        delete("userId", user);
    }
}
