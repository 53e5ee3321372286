package dev.sallyport.selfservice.member;

import dev.sallyport.accounts.account.Role;
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
import org.hibernate.annotations.DynamicUpdate;
import org.hibernate.annotations.PartitionKey;
import org.jspecify.annotations.Nullable;

/** An invitation of an email address to an account. The owner of the address becomes a member by accepting it. */
@Entity
@DynamicUpdate
@Table(name = "invitation")
// JPA writes every field; some are read in SQL alone
@SuppressWarnings("UnusedVariable")
class Invitation {

    @Id
    private UserId id;

    @PartitionKey
    @Column(updatable = false)
    private AccountId accountId;

    private String email;

    @Enumerated(EnumType.STRING)
    private Role role;

    private @Nullable UserId invitedBy;

    private Instant grantedAt;

    private Instant createdAt;

    private Instant mailedAt;

    private Instant expiresAt;

    // JPA sets the fields
    @SuppressWarnings("NullAway.Init")
    protected Invitation() {}

    Invitation(AccountId account, String email, Role role, Instant now, Duration lifetime) {
        this.id = new UserId(Ids.next());
        this.accountId = account;
        this.email = email;
        this.role = role;
        this.grantedAt = now;
        this.createdAt = now;
        this.mailedAt = now;
        this.expiresAt = now.plus(lifetime);
    }

    UserId id() {
        return id;
    }

    AccountId accountId() {
        return accountId;
    }

    String email() {
        return email;
    }

    Role role() {
        return role;
    }

    /** The user who invited; null for a backend. */
    @Nullable
    UserId invitedBy() {
        return invitedBy;
    }

    /** When the user who invited gave the role. */
    Instant grantedAt() {
        return grantedAt;
    }

    Instant mailedAt() {
        return mailedAt;
    }

    Instant expiresAt() {
        return expiresAt;
    }

    /**
     * Sets the role: the invitation is valid while the inviter may grant that role.
     *
     * @param inviter null for a backend
     */
    void changeRole(Role newRole, @Nullable UserId inviter, Instant now) {
        role = newRole;
        grantedAt = now;
        invitedBy = inviter;
    }

    /** Records that the mail is sent now, for the first time or again. */
    void mailed(Instant now, Duration lifetime) {
        mailedAt = now;
        expiresAt = now.plus(lifetime);
    }
}
