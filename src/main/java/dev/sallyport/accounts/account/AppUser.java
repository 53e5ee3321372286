package dev.sallyport.accounts.account;

import dev.sallyport.accounts.emailaddress.EmailAddress;
import dev.sallyport.base.ids.UserId;
import dev.sallyport.base.language.Language;
import dev.sallyport.security.crypto.Ids;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.List;
import org.hibernate.annotations.DynamicUpdate;
import org.jspecify.annotations.Nullable;

/** A person who signs in, with one email and in one or more accounts. */
@Entity
@DynamicUpdate
@Table(name = "app_user")
class AppUser {

    @Id
    private UserId id;

    private String email;

    private @Nullable Instant emailVerifiedAt;

    @Enumerated(EnumType.STRING)
    private UserStatus status;

    private List<String> roles;
    private @Nullable String locale;
    private @Nullable String externalId;
    private int epoch;

    /** Counted in SQL alone: see {@link AppUserRepository#countSecondStepLock}. */
    @Column(insertable = false, updatable = false)
    private int secondStepLocks;

    private @Nullable Instant lockedDownAt;

    private @Nullable Instant lastLockdownAt;

    private boolean staysDisabled;

    private boolean signInBarred;

    private Instant createdAt;

    // JPA sets the fields
    @SuppressWarnings("NullAway.Init")
    protected AppUser() {}

    AppUser(EmailAddress email, Instant now) {
        this(new UserId(Ids.next()), email, now);
    }

    /** Creates a user with the id of their invitation. */
    AppUser(UserId id, EmailAddress email, Instant now) {
        this.id = id;
        this.email = deliverable(email);
        this.status = UserStatus.ACTIVE;
        this.roles = List.of();
        this.createdAt = now;
    }

    UserId id() {
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

    @Nullable
    String locale() {
        return locale;
    }

    /** The user's id in the system that they came from. */
    @Nullable
    String externalId() {
        return externalId;
    }

    int epoch() {
        return epoch;
    }

    int secondStepLocks() {
        return secondStepLocks;
    }

    Instant createdAt() {
        return createdAt;
    }

    /** Replaces the user's roles in the whole service. */
    void changeRoles(List<String> newRoles) {
        roles = newRoles;
    }

    /** Sets the language of mails to this user. */
    void changeLocale(Language language) {
        locale = language.tag();
    }

    void changeExternalId(@Nullable String newExternalId) {
        externalId = newExternalId;
    }

    /** Another system has verified the address. */
    void verifyEmail(Instant now) {
        emailVerifiedAt = now;
    }

    /** Changes the email address to one that was just verified. */
    void changeEmail(EmailAddress newEmail, Instant now) {
        email = deliverable(newEmail);
        emailVerifiedAt = now;
    }

    /** Checked for every new user: an address that cannot receive mail may be a look-alike of one that can. */
    private static String deliverable(EmailAddress address) {
        if (!address.isDeliverable()) {
            throw new IllegalArgumentException("a user's address must take mail");
        }
        return address.value();
    }

    /** Whether no account and no client has disabled the user, who may be locked down. */
    boolean isEnabled() {
        return isActive() || (isLockedDown() && !staysDisabled);
    }

    /**
     * Disables sign-in for the user, and voids everything they began before. A user who is locked down stays disabled
     * after that.
     */
    void disable() {
        staysDisabled = isLockedDown();
        status = UserStatus.DISABLED;
        beginEpoch();
    }

    void enable() {
        status = UserStatus.ACTIVE;
    }

    /** Whether only support enables the user again. */
    boolean isLockedDown() {
        return lockedDownAt != null;
    }

    @Nullable
    Instant lockedDownAt() {
        return lockedDownAt;
    }

    /** Whether there was a lockdown after this time, lifted or not. */
    boolean wasLockedDownAfter(Instant time) {
        return lastLockdownAt != null && lastLockdownAt.isAfter(time);
    }

    /** Keeps a disabled user out until {@link #liftLockdown}. */
    void lockDown(Instant now) {
        lockedDownAt = now;
        lastLockdownAt = now;
        signInBarred = true;
    }

    /** Enables the user, unless an account or a client has disabled the user meanwhile. */
    void liftLockdown() {
        boolean enabled = isEnabled();
        lockedDownAt = null;
        staysDisabled = false;
        if (enabled) {
            enable();
        }
    }

    /**
     * Whether nothing signs the user in, from a lockdown until a mailed link has set a password: another person may
     * hold the password and have added a passkey or an identity.
     */
    boolean isSignInBarred() {
        return signInBarred;
    }

    void endSignInBar() {
        signInBarred = false;
    }

    /** Voids the sessions, devices and challenges that were begun before. */
    void beginEpoch() {
        epoch++;
    }
}
