package dev.sallyport.accounts.account;

import dev.sallyport.base.ids.AccountId;
import dev.sallyport.base.ids.UserId;
import dev.sallyport.base.problem.Outcome;
import dev.sallyport.base.problem.ProblemException;
import dev.sallyport.base.problem.ProblemType;
import dev.sallyport.security.caller.UserCaller;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Whether a user may act on an account, by what they are there now: a role that was taken away counts from the next
 * request on.
 */
@ApplicationScoped
public class AccountAccess {

    private final AccountRepository accounts;
    private final MembershipRepository memberships;

    AccountAccess(AccountRepository accounts, MembershipRepository memberships) {
        this.accounts = accounts;
        this.memberships = memberships;
    }

    /** Whether there is such an account. */
    @Transactional(Transactional.TxType.MANDATORY)
    public boolean exists(AccountId account) {
        return accounts.count("id", account) > 0;
    }

    /** Whether the user belongs to the account, as whatever. */
    @Transactional(Transactional.TxType.MANDATORY)
    public boolean isMember(UserId user, AccountId account) {
        return memberships.findRole(user, account).isPresent();
    }

    /**
     * The caller's role, if it is one of {@code enough}. An account that the caller does not belong to is refused like
     * one that does not exist (404); a member with too little of a role is told so (403).
     */
    @Transactional(Transactional.TxType.MANDATORY)
    public Outcome<Role> require(UserCaller caller, AccountId account, Role... enough) {
        Optional<Role> role = memberships.findRole(caller.userId(), account);
        if (role.isEmpty()) {
            return Outcome.refused(ProblemType.NOT_FOUND);
        }
        List<Role> wanted = Arrays.asList(enough);
        return wanted.contains(role.get()) ? Outcome.of(role.get()) : Outcome.refused(tooLow(wanted));
    }

    private static ProblemException tooLow(List<Role> wanted) {
        String roles = wanted.stream().map(Role::text).collect(Collectors.joining(" or "));
        return new ProblemException(ProblemType.FORBIDDEN)
                .detail("The caller needs the role " + roles + " in the account.");
    }
}
