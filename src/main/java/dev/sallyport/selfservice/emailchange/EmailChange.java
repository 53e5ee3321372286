package dev.sallyport.selfservice.emailchange;

import dev.sallyport.accounts.emailaddress.EmailAddress;
import dev.sallyport.base.ids.SessionId;
import dev.sallyport.base.ids.UserId;
import dev.sallyport.security.crypto.Ids;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;
import org.hibernate.annotations.DynamicUpdate;

/** A new address that waits for the code which was mailed there. */
@Entity
@DynamicUpdate
@Table(name = "email_change")
class EmailChange {

    /** Wrong codes after which it is void and must be requested again. */
    static final int MAX_FAILURES = 5;

    @Id
    private UserId userId;

    private UUID id;

    private SessionId sessionId;

    private String email;
    private int epoch;
    private int failures;

    private Instant expiresAt;

    // JPA sets the fields
    @SuppressWarnings("NullAway.Init")
    protected EmailChange() {}

    EmailChange(UserId user, SessionId session, EmailAddress email, int epoch, Instant expiresAt) {
        this.userId = user;
        this.sessionId = session;
        this.id = Ids.next();
        this.email = email.value();
        this.epoch = epoch;
        this.expiresAt = expiresAt;
    }

    UUID id() {
        return id;
    }

    EmailAddress email() {
        return new EmailAddress(email);
    }

    Instant expiresAt() {
        return expiresAt;
    }

    /** Whether the code can be entered in this session: only the session that requested it can. */
    boolean isOpen(SessionId session, int userEpoch, Instant now) {
        return session.equals(sessionId) && epoch == userEpoch && failures < MAX_FAILURES && expiresAt.isAfter(now);
    }

    /** Spends a try, before the code is checked. Returns how many are left. */
    int spendAttempt() {
        failures++;
        return MAX_FAILURES - failures;
    }
}
