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

/** The membership of a user in an account, with the role. */
@Entity
@Table(name = "membership")
// JPA writes every field; some are read in SQL alone
@SuppressWarnings("UnusedVariable")
class Membership {

    @EmbeddedId
    private Key key;

    @Enumerated(EnumType.STRING)
    private Role role;

    private Instant createdAt;

    // JPA sets the fields
    @SuppressWarnings("NullAway.Init")
    protected Membership() {}

    Membership(UserId user, AccountId account, Role role, Instant now) {
        this.key = new Key(user, account);
        this.role = role;
        this.createdAt = now;
    }

    Role role() {
        return role;
    }

    void changeRole(Role newRole) {
        role = newRole;
    }

    /** The user and the account. */
    @Embeddable
    record Key(UserId userId, AccountId accountId) {}
}
