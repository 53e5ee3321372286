package dev.sallyport.mail;

import dev.sallyport.crypto.Ids;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;

/** A mail that is owed, with its tries so far. */
@Entity
@Table(name = "mail_outbox")
class OutboxMail {

    private static final int LARGEST_SHIFT = 8;

    /** Longer than a try can last; doubled for each further one. */
    private static final Duration FIRST_RETRY = Duration.ofSeconds(15);

    @Id
    private UUID id;

    private UUID userId;

    private String kind;
    private String recipient;
    private String locale;

    @JdbcTypeCode(SqlTypes.JSON)
    private Map<String, String> details;

    private Instant createdAt;

    private Instant notAfter;

    private int attempts;

    private Instant nextAttemptAt;

    private Instant sentAt;

    private Instant failedAt;

    protected OutboxMail() {}

    OutboxMail(OwedMail mail, Instant now) {
        this(mail, now, now);
    }

    OutboxMail(OwedMail mail, Instant now, Instant notBefore) {
        this.id = Ids.next();
        this.userId = mail.userId();
        this.kind = mail.kind().text();
        this.recipient = mail.recipient();
        this.locale = mail.locale();
        this.details = mail.details();
        this.createdAt = now;
        this.notAfter = mail.notAfter();
        this.nextAttemptAt = notBefore;
    }

    UUID id() {
        return id;
    }

    OwedMail owed() {
        return new OwedMail(
                userId, MailKind.valueOf(kind.toUpperCase(Locale.ROOT)), recipient, locale, details, notAfter);
    }

    /** Takes the mail for one try. If the replica dies over it, another one tries when the time set here has come. */
    void take(Instant now) {
        nextAttemptAt = now.plus(FIRST_RETRY.multipliedBy(1L << Math.min(attempts, LARGEST_SHIFT)));
        attempts++;
    }

    /** The try does not count: there was no server to try. */
    void putBack(Instant now) {
        attempts--;
        nextAttemptAt = now.plus(FIRST_RETRY);
    }

    void sent(Instant now) {
        sentAt = now;
    }

    void dropped(Instant now) {
        failedAt = now;
    }

    Delivery delivery() {
        if (sentAt != null) {
            return Delivery.SENT;
        }
        return failedAt == null ? Delivery.QUEUED : Delivery.FAILED;
    }
}
