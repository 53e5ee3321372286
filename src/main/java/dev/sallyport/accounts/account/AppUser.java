package dev.sallyport.accounts.account;

import dev.sallyport.base.language.Language;
import dev.sallyport.security.crypto.Ids;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/** A person who signs in, with one email and in one or more accounts. */
@Entity
@Table(name = "app_user")
class AppUser {

    @Id
    private UUID id;

    private String email;

    private Instant emailVerifiedAt;

    @Enumerated(EnumType.STRING)
    private UserStatus status;

    private List<String> roles;
    private String locale;
    private int epoch;

    private Instant createdAt;

    protected AppUser() {}

    AppUser(EmailAddress email, Instant now) {
        this(Ids.next(), email, now);
    }

    /** With the id under which the person was expected. */
    AppUser(UUID id, EmailAddress email, Instant now) {
        this.id = id;
        this.email = deliverable(email);
        this.status = UserStatus.ACTIVE;
        this.roles = List.of();
        this.createdAt = now;
    }

    UUID id() {
        return id;
    }

    String email() {
        return email;
    }

    UserStatus status() {
        return status;
    }

    boolean isActive() {
        return status == UserStatus.ACTIVE;
    }

    boolean isEmailVerified() {
        return emailVerifiedAt != null;
    }

    List<String> roles() {
        return List.copyOf(roles);
    }

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
    void become(List<String> newRoles) {
        roles = newRoles;
    }

    /** Chooses the language in which this user is written to. */
    void speak(Language language) {
        locale = language.tag();
    }

    /** Takes another address, which was proven just now. */
    void move(EmailAddress newEmail, Instant now) {
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
        status = UserStatus.DISABLED;
        beginEpoch();
    }

    void enable() {
        status = UserStatus.ACTIVE;
    }

    /** Voids the sessions, devices and challenges that were begun before. */
    void beginEpoch() {
        epoch++;
    }
}
