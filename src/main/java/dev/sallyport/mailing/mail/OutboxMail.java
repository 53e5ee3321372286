package dev.sallyport.mailing.mail;

import dev.sallyport.base.ids.AccountId;
import dev.sallyport.base.ids.UserId;
import dev.sallyport.base.tracing.Step;
import dev.sallyport.security.crypto.Ids;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.hibernate.annotations.DynamicUpdate;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;
import org.jspecify.annotations.Nullable;

/** A mail in the outbox, with its tries so far. */
@Entity
@DynamicUpdate
@Table(name = "mail_outbox")
// JPA writes every field; some are read in SQL alone
@SuppressWarnings("UnusedVariable")
class OutboxMail {

    /**
     * How long a replica's claim on a mail lasts. The replica renews it during a try, however long the server takes; if
     * the replica dies, another one tries after this time.
     */
    static final Duration CLAIM = Duration.ofSeconds(30);

    private static final Duration WHILE_UNREACHABLE = Duration.ofSeconds(15);

    @Id
    private UUID id;

    @Column(updatable = false)
    private @Nullable UserId userId;

    @Column(updatable = false)
    private @Nullable AccountId accountId;

    private boolean urgent;

    private String kind;
    private String recipient;
    private @Nullable String locale;

    @JdbcTypeCode(SqlTypes.JSON)
    private Map<String, String> details;

    private Instant createdAt;

    private Instant notAfter;

    private int attempts;

    private Instant nextAttemptAt;

    private @Nullable Instant sentAt;

    private @Nullable Instant failedAt;

    private int unknownOutcomes;

    private @Nullable String lastReply;

    private @Nullable Instant rejectedAt;

    @Column(updatable = false)
    private @Nullable String trace;

    // JPA sets the fields
    @SuppressWarnings("NullAway.Init")
    protected OutboxMail() {}

    OutboxMail(QueuedMail mail, Instant now) {
        this(mail, null, now, now);
    }

    /** @param account whose slots the mail leaves in; null for one that leaves at once */
    OutboxMail(QueuedMail mail, @Nullable AccountId account, Instant now, Instant notBefore) {
        this.id = Ids.next();
        this.userId = mail.userId();
        this.accountId = account;
        this.urgent = mail.kind().isUrgent();
        this.kind = mail.kind().text();
        this.recipient = mail.recipient();
        this.locale = mail.locale();
        this.details = mail.details();
        this.createdAt = now;
        this.notAfter = mail.notAfter();
        this.nextAttemptAt = notBefore;
        this.trace = Step.trace();
    }

    UUID id() {
        return id;
    }

    /** The step that queued it, as {@link Step#resume} reads it; null where it is not recorded. */
    @Nullable
    String trace() {
        return trace;
    }

    Optional<AccountId> account() {
        return Optional.ofNullable(accountId);
    }

    boolean isUrgent() {
        return urgent;
    }

    String kind() {
        return kind;
    }

    QueuedMail queued() {
        return new QueuedMail(userId, MailKind.of(kind), recipient, locale, details, notAfter);
    }

    /**
     * Claims the mail for one try. Until the try ends, its result counts as unknown, because the replica may die.
     * Returns false if there were too many such tries: the mail has failed.
     */
    boolean take(Instant now) {
        if (unknownOutcomes >= Retry.MOST_UNKNOWN) {
            failedAt = now;
            forget();
            return false;
        }
        attempts++;
        unknownOutcomes++;
        nextAttemptAt = now.plus(CLAIM);
        return true;
    }

    /** Stores the result of the try, and when the next one is due. */
    void conclude(SendReport report, Instant now) {
        if (report.outcome() != SendResult.UNKNOWN) {
            unknownOutcomes--;
        }
        if (report.reply() != null) {
            lastReply = report.reply();
        }
        settle(report.outcome(), now);
        if (sentAt != null || failedAt != null) {
            forget();
        }
    }

    /** Nothing of an erased user is kept longer than it is needed. */
    private void forget() {
        if (kind.equals(MailKind.USER_ERASED.text())) {
            recipient = "";
        }
    }

    private void settle(SendResult outcome, Instant now) {
        switch (outcome) {
            case ACCEPTED -> sentAt = now;
            case NO_MAILBOX, EXPIRED -> failedAt = now;
            case REJECTED -> reject(now);
            case DEFERRED -> nextAttemptAt = now.plus(Retry.afterDeferral(attempts, life()));
            case UNKNOWN -> notKnown(now);
            case UNREACHABLE -> putBack(now);
        }
    }

    /** Leaves the mail as it is until then. */
    void rescheduleTo(Instant slot) {
        nextAttemptAt = slot;
    }

    private void reject(Instant now) {
        rejectedAt = now;
        nextAttemptAt = now.plus(Retry.afterRejection(attempts));
    }

    private void notKnown(Instant now) {
        if (unknownOutcomes >= Retry.MOST_UNKNOWN) {
            failedAt = now;
        }
        nextAttemptAt = now.plus(Retry.afterDeferral(attempts, life()));
    }

    /** Does not count the try, because no server was reachable. */
    private void putBack(Instant now) {
        attempts--;
        nextAttemptAt = now.plus(WHILE_UNREACHABLE);
    }

    private Duration life() {
        return Duration.between(createdAt, notAfter);
    }

    Delivery delivery() {
        if (sentAt != null) {
            return Delivery.SENT;
        }
        if (failedAt != null) {
            return Delivery.FAILED;
        }
        return rejectedAt == null ? Delivery.QUEUED : Delivery.DELAYED;
    }

    int attempts() {
        return attempts;
    }

    Instant nextAttemptAt() {
        return nextAttemptAt;
    }
}
