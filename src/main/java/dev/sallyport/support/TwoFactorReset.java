package dev.sallyport.support;

import dev.sallyport.base.ids.UserId;
import dev.sallyport.security.crypto.Ids;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** One reset of a user's factors, from the request to what came of it. Its status changes under a lock of the row only. */
@Entity
@Table(name = "two_factor_reset")
class TwoFactorReset {

    static final String REQUESTED = "requested";
    static final String APPROVED = "approved";
    static final String EXECUTED = "executed";
    static final String CANCELLED = "cancelled";

    /** An identity check older than this must be repeated. */
    static final Duration APPROVABLE = Duration.ofHours(24);

    @Id
    private UUID id;

    @Column(updatable = false)
    private UserId userId;

    private UserId requestedBy;
    private @Nullable UserId approvedBy;
    private String reason;
    private String identityCheck;
    private String status;
    private Instant createdAt;
    private @Nullable Instant executeAfter;
    private @Nullable Instant decidedAt;

    // JPA sets the fields
    @SuppressWarnings("NullAway.Init")
    protected TwoFactorReset() {}

    TwoFactorReset(UserId user, UserId agent, ResetRequest request, Instant now) {
        this.id = Ids.next();
        this.userId = user;
        this.requestedBy = agent;
        this.reason = request.reason();
        this.identityCheck = request.identityCheck();
        this.status = REQUESTED;
        this.createdAt = now;
    }

    UUID id() {
        return id;
    }

    UserId userId() {
        return userId;
    }

    UserId requestedBy() {
        return requestedBy;
    }

    Instant createdAt() {
        return createdAt;
    }

    @Nullable
    UserId approvedBy() {
        return approvedBy;
    }

    boolean isRequested() {
        return status.equals(REQUESTED);
    }

    boolean isExecuted() {
        return status.equals(EXECUTED);
    }

    boolean isTooOld(Instant now) {
        return !now.isBefore(createdAt.plus(APPROVABLE));
    }

    /** Whether this agent cannot approve it: they are its subject, or they requested it. */
    boolean concerns(UserId agent) {
        return userId.equals(agent) || requestedBy.equals(agent);
    }

    void approve(UserId agent, Instant after, Instant now) {
        status = APPROVED;
        approvedBy = agent;
        executeAfter = after;
        decidedAt = now;
    }

    void execute(Instant now) {
        status = EXECUTED;
        decidedAt = now;
    }

    /** Cancels what is not decided for good. False for a reset that was executed or cancelled before. */
    boolean cancel(Instant now) {
        if (!isRequested() && !status.equals(APPROVED)) {
            return false;
        }
        status = CANCELLED;
        decidedAt = now;
        return true;
    }

    ResetView view() {
        return new ResetView(
                id, userId, status, requestedBy, approvedBy, reason, identityCheck, createdAt, executeAfter, decidedAt);
    }
}
