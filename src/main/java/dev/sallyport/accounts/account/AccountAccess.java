package dev.sallyport.accounts.account;

import dev.sallyport.base.ids.AccountId;
import dev.sallyport.base.ids.UserId;
import dev.sallyport.base.problem.Outcome;
import dev.sallyport.base.problem.ProblemException;
import dev.sallyport.base.problem.ProblemType;
import dev.sallyport.base.problem.Text;
import dev.sallyport.security.caller.ActiveCallers;
import dev.sallyport.security.caller.UserCaller;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Checks whether a user may act on an account. The role is read on every request, so a change of role takes effect with
 * the next request.
 */
@ApplicationScoped
public class AccountAccess {

    private final AccountRepository accounts;
    private final MembershipRepository memberships;
    private final ActiveCallers active;

    AccountAccess(AccountRepository accounts, MembershipRepository memberships, ActiveCallers active) {
        this.accounts = accounts;
        this.memberships = memberships;
        this.active = active;
    }

    /** Whether the user is a member of the account, in any role. */
    @Transactional(Transactional.TxType.MANDATORY)
    public boolean isMember(UserId user, AccountId account) {
        return memberships.findRole(user, account).isPresent();
    }

    /**
     * The caller's role, if it is one of {@code enough}. If the caller is not a member, the answer is the same as for
     * an unknown account (404). A member with too weak a role gets 403.
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

    /**
     * The same for a change, with the account locked until the transaction ends: a role that is being taken away is gone
     * or lasts until then. After the wait for the lock the session is asked for first, and then the role.
     *
     * @return {@code not-found} if the account is being erased, {@code not-authenticated} if the caller's session is no
     *     longer active, else as {@link #require}
     */
    @Transactional(Transactional.TxType.MANDATORY)
    public Outcome<LockedAccount> requireLocked(UserCaller caller, AccountId account, Role... enough) {
        Optional<Account> locked = accounts.lock(account);
        if (locked.isEmpty()) {
            return Outcome.refused(ProblemType.NOT_FOUND);
        }
        return active.isActive(caller)
                ? require(caller, account, enough)
                        .map(role -> new LockedAccount(locked.get().name(), role))
                : Outcome.refused(ProblemType.NOT_AUTHENTICATED);
    }

    private static ProblemException tooLow(List<Role> wanted) {
        Text roles = Text.anyOf(wanted.stream().map(Role::text).toList());
        return new ProblemException(ProblemType.FORBIDDEN)
                .detail("Only a user with the role {0} in the account may do this.", roles);
    }
}
