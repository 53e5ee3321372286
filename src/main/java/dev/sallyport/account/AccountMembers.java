package dev.sallyport.account;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** The members of an account as a whole, for what concerns all of them. */
@ApplicationScoped
public class AccountMembers {

    private final AccountRepository accounts;
    private final MembershipRepository memberships;

    AccountMembers(AccountRepository accounts, MembershipRepository memberships) {
        this.accounts = accounts;
        this.memberships = memberships;
    }

    /** What people call the account. */
    @Transactional(Transactional.TxType.MANDATORY)
    public String nameOf(UUID account) {
        return accounts.findById(account).name();
    }

    /** What a user is in it; empty for who does not belong to it. */
    @Transactional(Transactional.TxType.MANDATORY)
    public Optional<Role> roleOf(UUID account, UUID user) {
        return memberships.findRole(user, account);
    }

    /** Everybody who belongs to it. */
    @Transactional(Transactional.TxType.MANDATORY)
    public List<UUID> ids(UUID account) {
        return memberships.findUserIds(account);
    }

    /** Its active owners. */
    @Transactional(Transactional.TxType.MANDATORY)
    public List<UserSnapshot> owners(UUID account) {
        return memberships.findOwners(account).stream().map(UserSnapshot::of).toList();
    }

    /**
     * Begins a new epoch of every member but one: what they have begun before is void.
     *
     * @return the members in their new epochs, locked until the transaction ends
     */
    @Transactional(Transactional.TxType.MANDATORY)
    public List<UUID> beginEpoch(UUID account, UUID except) {
        return memberships.beginEpoch(account, except);
    }
}
