package dev.sallyport.selfservice.emailchange;

import dev.sallyport.factors.factor.SecondStepLocked;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

/** A change of email that waits for its code ends when wrong codes lock the user's second step. */
@ApplicationScoped
class LockedEmailChange {

    private final EmailChangeRepository changes;

    LockedEmailChange(EmailChangeRepository changes) {
        this.changes = changes;
    }

    void end(@Observes SecondStepLocked lock) {
        changes.forget(lock.userId());
    }
}
