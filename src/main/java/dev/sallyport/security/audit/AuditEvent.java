package dev.sallyport.security.audit;

import dev.sallyport.base.ids.AccountId;
import dev.sallyport.base.ids.UserId;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.Collections;
import java.util.Map;
import java.util.UUID;
import org.hibernate.annotations.Immutable;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;
import org.jspecify.annotations.Nullable;

/** A row of the trail: written once, never changed. */
@Entity
@Immutable
@Table(name = "audit_event")
class AuditEvent {

    @Id
    private UUID id;

    private Instant at;
    private String type;

    @Enumerated(EnumType.STRING)
    private AuditOutcome outcome;

    private String actorKind;

    private @Nullable String actorId;

    @Column(updatable = false)
    private @Nullable UserId userId;

    private @Nullable AccountId accountId;

    private @Nullable String ip;

    private @Nullable String userAgent;

    private @Nullable String requestId;

    @JdbcTypeCode(SqlTypes.JSON)
    private Map<String, Object> details;

    // JPA sets the fields
    @SuppressWarnings("NullAway.Init")
    protected AuditEvent() {}

    RecordedEvent recorded() {
        return new RecordedEvent(
                id,
                at,
                type,
                outcome,
                actorKind,
                actorId,
                userId,
                ip,
                userAgent,
                requestId,
                Collections.unmodifiableMap(details));
    }

    /** Whether the act was about this account, rather than about a person who belongs to it. */
    boolean isOf(AccountId account) {
        return account.equals(accountId);
    }
}
