package dev.sallyport.accounts.account;

import dev.sallyport.base.ids.AccountId;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Reads and changes accounts on behalf of other packages; {@link AccountMembers} has who belongs to them. An account
 * that is being erased does not exist, except where a method says otherwise.
 */
@ApplicationScoped
public class Accounts {

    private final AccountRepository accounts;

    Accounts(AccountRepository accounts) {
        this.accounts = accounts;
    }

    /** Whether the account exists and is not being erased. */
    @Transactional(Transactional.TxType.MANDATORY)
    public boolean exists(AccountId account) {
        return accounts.findKept(account).isPresent();
    }

    /** The name of an account that {@linkplain #exists exists}. */
    @Transactional(Transactional.TxType.MANDATORY)
    public Optional<String> findName(AccountId account) {
        return accounts.findKept(account).map(Account::name);
    }

    /**
     * The same, with the account locked until the transaction ends. If two owners demote each other, the second one sees
     * the first one's change. Locks are taken in the order account, user.
     */
    @Transactional(Transactional.TxType.MANDATORY)
    public Optional<String> lock(AccountId account) {
        return accounts.lock(account).map(Account::name);
    }

    /** The account's name, also while it is being erased. The caller MUST know that the row is there. */
    @Transactional(Transactional.TxType.MANDATORY)
    public String nameEvenInErasure(AccountId account) {
        return accounts.findById(account).name();
    }

    /** Renames an existing account. */
    @Transactional(Transactional.TxType.MANDATORY)
    public void rename(AccountId account, String name) {
        accounts.findById(account).rename(name);
    }

    /** The account that has this id in another system. */
    @Transactional(Transactional.TxType.MANDATORY)
    public Optional<AccountId> find(String externalId) {
        return accounts.findByExternalId(externalId).filter(Account::isKept).map(Account::id);
    }

    /** The id that an account has in another system, also while it is being erased. */
    @Transactional(Transactional.TxType.MANDATORY)
    public Optional<String> externalIdOf(AccountId account) {
        return accounts.findByIdOptional(account).map(Account::externalId);
    }

    /**
     * Gives an account that exists another external id, or none. Two requests may give the same one at the same time:
     * see {@link ExternalIdUniqueness}.
     */
    @Transactional(Transactional.TxType.MANDATORY)
    public ExternalIdResult changeExternalId(AccountId id, Optional<String> externalId) {
        Account account = accounts.findById(id);
        if (Optional.ofNullable(account.externalId()).equals(externalId)) {
            return ExternalIdResult.UNCHANGED;
        }
        if (externalId.flatMap(accounts::findByExternalId).isPresent()) {
            return ExternalIdResult.TAKEN;
        }
        account.changeExternalId(externalId.orElse(null));
        accounts.flush();
        return ExternalIdResult.CHANGED;
    }

    /** Whether owners and admins of the account may reset the second factor of members. */
    @Transactional(Transactional.TxType.MANDATORY)
    public boolean allowsMemberResets(AccountId account) {
        return accounts.findKept(account).filter(Account::memberResets).isPresent();
    }

    /** Sets whether owners and admins of an existing account may reset the second factor of members. */
    @Transactional(Transactional.TxType.MANDATORY)
    public void allowMemberResets(AccountId account, boolean allowed) {
        accounts.findById(account).allowMemberResets(allowed);
    }

    /**
     * Locks an account whose erasure may begin, before any user is locked. Rows of an import that join it come first.
     */
    @Transactional(Transactional.TxType.MANDATORY)
    public void lockToErase(AccountId account) {
        accounts.lockToErase(account);
    }

    /** Begins the erasure of an account. Its name; empty if there is none, or its erasure has begun. */
    @Transactional(Transactional.TxType.MANDATORY)
    public Optional<String> beginErasure(AccountId account, Instant now) {
        Optional<Account> found = accounts.lockToErase(account);
        found.ifPresent(kept -> kept.erase(now));
        return found.map(Account::name);
    }

    /** The accounts whose erasure has not finished. */
    @Transactional(Transactional.TxType.MANDATORY)
    public List<AccountId> inErasure() {
        return accounts.findInErasure();
    }

    /** Ends the erasure of an account whose other rows are gone. */
    @Transactional(Transactional.TxType.MANDATORY)
    public void endErasure(AccountId account) {
        accounts.eraseRow(account);
    }
}
