package dev.sallyport.mailing.mail;

import dev.sallyport.base.ids.UserId;
import dev.sallyport.security.crypto.Ids;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.hibernate.annotations.DynamicUpdate;
import org.hibernate.annotations.PartitionKey;
import org.jspecify.annotations.Nullable;

/** A notice that its recipient can report: which act it is about, and until when. */
@Entity
@DynamicUpdate
@Table(name = "security_notice")
// JPA writes every field; some are read in SQL alone
@SuppressWarnings("UnusedVariable")
class SecurityNotice {

    @Id
    private UUID id;

    @PartitionKey
    @Column(updatable = false)
    private UserId userId;

    private String kind;
    private @Nullable UUID subject;
    private String recipient;
    private Instant createdAt;
    private Instant expiresAt;
    private @Nullable Instant reportedAt;

    // JPA sets the fields
    @SuppressWarnings("NullAway.Init")
    protected SecurityNotice() {}

    SecurityNotice(NoticeRecipient recipient, MailKind kind, @Nullable UUID subject, Instant now, Instant expiresAt) {
        this.id = Ids.next();
        this.userId = recipient.userId();
        this.kind = kind.text();
        this.subject = subject;
        this.recipient = recipient.email();
        this.createdAt = now;
        this.expiresAt = expiresAt;
    }

    UUID id() {
        return id;
    }

    UserId userId() {
        return userId;
    }

    boolean isFor(String email) {
        return recipient.equals(email);
    }

    String kind() {
        return kind;
    }

    Instant createdAt() {
        return createdAt;
    }

    ReportedAct report(boolean repeatedSince, Instant now) {
        reportedAt = now;
        return new ReportedAct(userId, MailKind.of(kind), Optional.ofNullable(subject), createdAt, repeatedSince);
    }
}
