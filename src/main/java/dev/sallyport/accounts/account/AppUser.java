package dev.sallyport.accounts.account;

import dev.sallyport.base.ids.UserId;
import dev.sallyport.base.language.Language;
import dev.sallyport.security.crypto.Ids;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A person who signs in, with one email and in one or more accounts. */
@Entity
@Table(name = "app_user")
class AppUser {

    static final String ACTIVE = "active";
    private static final String DISABLED = "disabled";

    @Id
    private UserId id;

    private String email;

    private @Nullable Instant emailVerifiedAt;

    private String status;
    private List<String> roles;
    private @Nullable String locale;
    private int epoch;

    private Instant createdAt;

    // JPA sets the fields
    @SuppressWarnings("NullAway.Init")
    protected AppUser() {}

    AppUser(EmailAddress email, Instant now) {
        this(new UserId(Ids.next()), email, now);
    }

    /** With the id under which the person was expected. */
    AppUser(UserId id, EmailAddress email, Instant now) {
        this.id = id;
        this.email = deliverable(email);
        this.status = ACTIVE;
        this.roles = List.of();
        this.createdAt = now;
    }

    UserId id() {
        return id;
    }

    String email() {
        return email;
    }

    String status() {
        return status;
    }

    boolean isActive() {
        return status.equals(ACTIVE);
    }

    boolean isEmailVerified() {
        return emailVerifiedAt != null;
    }

    List<String> roles() {
        return List.copyOf(roles);
    }

    @Nullable
    String locale() {
        return locale;
    }

    int epoch() {
        return epoch;
    }

    Instant createdAt() {
        return createdAt;
    }

    /** Gives these roles in the whole service, and takes all others away. */
    void changeRoles(List<String> newRoles) {
        roles = newRoles;
    }

    /** Chooses the language in which this user is written to. */
    void changeLocale(Language language) {
        locale = language.tag();
    }

    /** Takes another address, which was proven just now. */
    void changeEmail(EmailAddress newEmail, Instant now) {
        email = deliverable(newEmail);
        emailVerifiedAt = now;
    }

    /** Whatever way a user comes in: an address that takes no mail is a look-alike of one that does. */
    private static String deliverable(EmailAddress address) {
        if (!address.isDeliverable()) {
            throw new IllegalArgumentException("a user's address must take mail");
        }
        return address.value();
    }

    /** Keeps the user from signing in, and voids what they have begun. */
    void disable() {
        status = DISABLED;
        beginEpoch();
    }

    void enable() {
        status = ACTIVE;
    }

    /** Voids the sessions, devices and challenges that were begun before. */
    void beginEpoch() {
        epoch++;
    }
}
