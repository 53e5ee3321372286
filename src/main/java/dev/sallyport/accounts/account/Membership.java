package dev.sallyport.accounts.account;

import dev.sallyport.base.ids.AccountId;
import dev.sallyport.base.ids.UserId;
import jakarta.persistence.Embeddable;
import jakarta.persistence.EmbeddedId;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.Optional;
import org.hibernate.annotations.DynamicUpdate;
import org.jspecify.annotations.Nullable;

/** The membership of a user in an account, with the role. */
@Entity
@DynamicUpdate // a change of the role must not write back facts that a sign-in changed meanwhile
@Table(name = "membership")
// JPA writes every field; some are read in SQL alone
@SuppressWarnings("UnusedVariable")
class Membership {

    @EmbeddedId
    private Key key;

    @Enumerated(EnumType.STRING)
    private Role role;

    private Instant createdAt;

    @Enumerated(EnumType.STRING)
    private UserStatus status;

    private boolean passwordless;

    private String secondFactors;

    private boolean vouched;

    private @Nullable Instant lockedUntil;

    private @Nullable Instant lastSignInAt;

    // JPA sets the fields
    @SuppressWarnings("NullAway.Init")
    protected Membership() {}

    /** Of an active user. */
    Membership(UserId user, AccountId account, Role role, MemberFacts facts, Instant now) {
        this.key = new Key(user, account);
        this.role = role;
        this.createdAt = now;
        this.status = UserStatus.ACTIVE;
        this.passwordless = facts.passwordless();
        this.secondFactors = facts.secondFactors();
        this.vouched = facts.vouched();
        this.lockedUntil = facts.lockedUntil();
        this.lastSignInAt = facts.lastSignInAt();
    }

    UserId userId() {
        return key.userId();
    }

    AccountId accountId() {
        return key.accountId();
    }

    Role role() {
        return role;
    }

    /** The status of the user, where it is not that of an active one. */
    void changeStatus(UserStatus newStatus) {
        status = newStatus;
    }

    void changeRole(Role newRole) {
        role = newRole;
    }

    /** When the user last signed in while this membership was there. */
    Optional<Instant> lastSignIn() {
        return Optional.ofNullable(lastSignInAt);
    }

    MemberFacts facts() {
        return new MemberFacts(passwordless, secondFactors, vouched, lockedUntil, lastSignInAt);
    }

    /** The user and the account. */
    @Embeddable
    record Key(UserId userId, AccountId accountId) {}
}
