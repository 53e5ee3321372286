package dev.sallyport.security.audit;

import dev.sallyport.base.ids.AccountId;
import jakarta.persistence.Embeddable;
import jakarta.persistence.EmbeddedId;
import jakarta.persistence.Entity;
import jakarta.persistence.Table;
import java.util.UUID;
import org.hibernate.annotations.Immutable;
import org.jspecify.annotations.Nullable;

/**
 * States that an account may read an event, with what its list filters by. The database writes it together with the
 * event, and it never changes.
 */
@Entity
@Immutable
@Table(name = "audit_event_account")
// JPA writes every field; some are read in SQL alone
@SuppressWarnings("UnusedVariable")
class AuditEventAccount {

    @EmbeddedId
    private Key key;

    private boolean shared;

    private String type;

    private @Nullable String actorId;

    private boolean refused;

    // JPA sets the fields
    @SuppressWarnings("NullAway.Init")
    protected AuditEventAccount() {}

    /** Which account, and which event. */
    @Embeddable
    record Key(AccountId accountId, UUID eventId) {}
}
