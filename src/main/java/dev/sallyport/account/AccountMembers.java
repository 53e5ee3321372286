package dev.sallyport.account;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.List;
import java.util.UUID;

/** The members of an account as a whole, for what concerns all of them. */
@ApplicationScoped
public class AccountMembers {

    private final MembershipRepository memberships;

    AccountMembers(MembershipRepository memberships) {
        this.memberships = memberships;
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
