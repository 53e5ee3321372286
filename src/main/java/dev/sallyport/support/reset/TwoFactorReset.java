package dev.sallyport.support.reset;

import dev.sallyport.base.database.WaitingWork;
import dev.sallyport.base.ids.AccountId;
import dev.sallyport.base.ids.UserId;
import dev.sallyport.security.crypto.Ids;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.hibernate.annotations.DynamicUpdate;
import org.hibernate.annotations.PartitionKey;
import org.jspecify.annotations.Nullable;

/** One reset of a user's factors, from the request to its result. Its status changes under a lock of the row only. */
@Entity
@DynamicUpdate
@Table(name = "two_factor_reset")
class TwoFactorReset {

    /** An identity check older than this must be repeated. */
    static final Duration APPROVABLE = Duration.ofHours(24);

    @Id
    private UUID id;

    @PartitionKey
    @Column(updatable = false)
    private UserId userId;

    @Column(updatable = false)
    private @Nullable AccountId accountId;

    private UserId requestedBy;
    private @Nullable UserId approvedBy;
    private String reason;
    private String identityCheck;

    @Enumerated(EnumType.STRING)
    private ResetStatus status;

    private Instant createdAt;
    private @Nullable Instant executeAfter;
    private @Nullable Instant decidedAt;

    private int failures;

    // JPA sets the fields
    @SuppressWarnings("NullAway.Init")
    protected TwoFactorReset() {}

    TwoFactorReset(UserId user, UserId agent, ResetRequest request, Instant now) {
        this(user, null, agent, request, now);
    }

    /** @param account in whose name an owner or admin requests it; null for an agent */
    TwoFactorReset(UserId user, @Nullable AccountId account, UserId requester, ResetRequest request, Instant now) {
        this.id = Ids.next();
        this.userId = user;
        this.accountId = account;
        this.requestedBy = requester;
        this.reason = request.reason();
        this.identityCheck = request.identityCheck();
        this.status = ResetStatus.REQUESTED;
        this.createdAt = now;
    }

    UUID id() {
        return id;
    }

    UserId userId() {
        return userId;
    }

    /** The account in whose name an owner or admin requested it; null where an agent did. */
    @Nullable
    AccountId accountId() {
        return accountId;
    }

    /** Who answers for it: the second agent, or the requester where none is needed. */
    UserId decidedBy() {
        return approvedBy == null ? requestedBy : approvedBy;
    }

    UserId requestedBy() {
        return requestedBy;
    }

    /** The second agent; null where none was needed, or not yet. */
    @Nullable
    UserId approvedBy() {
        return approvedBy;
    }

    String reason() {
        return reason;
    }

    String identityCheck() {
        return identityCheck;
    }

    ResetStatus status() {
        return status;
    }

    Instant createdAt() {
        return createdAt;
    }

    /** When an approved reset is executed; null where it need not wait. */
    @Nullable
    Instant executeAfter() {
        return executeAfter;
    }

    /** When the status last changed; null while it is as requested. */
    @Nullable
    Instant decidedAt() {
        return decidedAt;
    }

    boolean isRequested() {
        return status == ResetStatus.REQUESTED;
    }

    boolean isExecuted() {
        return status == ResetStatus.EXECUTED;
    }

    boolean isTooOld(Instant now) {
        return !now.isBefore(createdAt.plus(APPROVABLE));
    }

    /** Whether this agent cannot approve it: they are its subject, or they requested it. */
    boolean concerns(UserId agent) {
        return userId.equals(agent) || requestedBy.equals(agent);
    }

    void approve(UserId agent, @Nullable Instant after, Instant now) {
        status = ResetStatus.APPROVED;
        approvedBy = agent;
        executeAfter = after;
        decidedAt = now;
    }

    /** Lets it wait for its time without a second agent. */
    void schedule(Instant after, Instant now) {
        status = ResetStatus.APPROVED;
        executeAfter = after;
        decidedAt = now;
    }

    /** When an execution that has failed once more is tried again. */
    Instant retryAt(Instant now) {
        return WaitingWork.retryAt(failures, now);
    }

    void execute(Instant now) {
        status = ResetStatus.EXECUTED;
        decidedAt = now;
    }

    /** Cancels a reset that is not final. False for a reset that was executed or cancelled before. */
    boolean cancel(Instant now) {
        if (!isRequested() && status != ResetStatus.APPROVED) {
            return false;
        }
        status = ResetStatus.CANCELLED;
        decidedAt = now;
        return true;
    }
}
