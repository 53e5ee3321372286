package dev.sallyport.accounts.account;

import dev.sallyport.base.ids.AccountId;
import dev.sallyport.security.crypto.Ids;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import org.hibernate.annotations.DynamicUpdate;
import org.jspecify.annotations.Nullable;

/** An organization whose users sign in. */
@Entity
@DynamicUpdate
@Table(name = "account")
// JPA writes every field; some are read in SQL alone
@SuppressWarnings("UnusedVariable")
class Account {

    @Id
    private AccountId id;

    private String name;

    private @Nullable String externalId;

    private boolean memberResets;

    private Instant createdAt;

    private @Nullable Instant erasedAt;

    // JPA sets the fields
    @SuppressWarnings("NullAway.Init")
    protected Account() {}

    Account(String name, Instant now) {
        this(name, null, now);
    }

    /** @param externalId its id in the system that it comes from */
    Account(String name, @Nullable String externalId, Instant now) {
        this.externalId = externalId;
        this.id = new AccountId(Ids.next());
        this.name = name;
        this.createdAt = now;
    }

    AccountId id() {
        return id;
    }

    String name() {
        return name;
    }

    @Nullable
    String externalId() {
        return externalId;
    }

    void changeExternalId(@Nullable String newExternalId) {
        externalId = newExternalId;
    }

    void rename(String newName) {
        name = newName;
    }

    /** Whether owners and admins may reset the second factor of members. */
    boolean memberResets() {
        return memberResets;
    }

    void allowMemberResets(boolean allowed) {
        memberResets = allowed;
    }

    /** Whether its erasure has not begun. */
    boolean isKept() {
        return erasedAt == null;
    }

    /** Begins the erasure: from the commit on the account is unknown to every change. */
    void erase(Instant now) {
        erasedAt = now;
    }
}
