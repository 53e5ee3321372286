package dev.sallyport.selfservice.member;

import dev.sallyport.accounts.account.Role;
import dev.sallyport.security.crypto.Ids;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;

/** That an address may join an account. It is the person behind the address who makes a member of it. */
@Entity
@Table(name = "invitation")
class Invitation {

    @Id
    private UUID id;

    private UUID accountId;

    private String email;
    private String role;
    private UUID invitedBy;

    private Instant createdAt;

    private Instant mailedAt;

    private Instant expiresAt;

    protected Invitation() {}

    Invitation(UUID account, String email, Role role, Instant now, Duration lifetime) {
        this.id = Ids.next();
        this.accountId = account;
        this.email = email;
        this.role = role.text();
        this.createdAt = now;
        mailed(now, lifetime);
    }

    UUID id() {
        return id;
    }

    UUID accountId() {
        return accountId;
    }

    String email() {
        return email;
    }

    Role role() {
        return Role.of(role);
    }

    Instant mailedAt() {
        return mailedAt;
    }

    Instant expiresAt() {
        return expiresAt;
    }

    /**
     * Takes a role: the invitation is good while the inviter may give that role.
     *
     * @param inviter null for a backend
     */
    void become(Role newRole, UUID inviter) {
        role = newRole.text();
        invitedBy = inviter;
    }

    /** The mail goes out now, for the first time or once more. */
    void mailed(Instant now, Duration lifetime) {
        mailedAt = now;
        expiresAt = now.plus(lifetime);
    }
}
