package dev.sallyport.edge.idempotency;

import dev.sallyport.base.ids.UserId;
import dev.sallyport.security.audit.AuditEntry;
import dev.sallyport.security.caller.UserCaller;
import jakarta.enterprise.context.RequestScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.Reception;
import java.security.Principal;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The users whom the kept answer of this request is about: the caller, and everyone whom the acts of the request name.
 * With one of them it is erased.
 */
@RequestScoped
class AffectedUsers {

    private final Set<UUID> users = new TreeSet<>();

    /** Begins with the caller; before that nothing is noted. */
    void begin(@Nullable Principal caller) {
        if (caller instanceof UserCaller user) {
            note(user.userId());
        }
    }

    /** Only in a request that has begun: no other has an instance. */
    void onAct(@Observes(notifyObserver = Reception.IF_EXISTS) AuditEntry act) {
        note(act.userId());
    }

    private void note(@Nullable UserId user) {
        if (user != null) {
            users.add(user.value());
        }
    }

    UUID[] ids() {
        return users.toArray(UUID[]::new);
    }
}
