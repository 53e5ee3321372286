package dev.sallyport.selfservice.passwordchange;

import dev.sallyport.accounts.account.AccountAccess;
import dev.sallyport.accounts.account.AccountMembers;
import dev.sallyport.accounts.account.Role;
import dev.sallyport.base.database.Transactions;
import dev.sallyport.base.ids.AccountId;
import dev.sallyport.base.problem.Outcome;
import dev.sallyport.base.problem.ProblemException;
import dev.sallyport.base.problem.ProblemType;
import dev.sallyport.security.audit.Audit;
import dev.sallyport.security.audit.AuditEntry;
import dev.sallyport.security.audit.AuditType;
import dev.sallyport.security.caller.ClientContext;
import dev.sallyport.security.caller.UserCaller;
import dev.sallyport.security.crypto.Ids;
import dev.sallyport.sessions.session.ActiveCaller;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Requires a new password of every member of an account, for its owners. */
@ApplicationScoped
class AccountPasswordChange {

    private final AccountAccess access;
    private final AccountMembers members;
    private final ActiveCaller active;
    private final PasswordChangeAllowance allowance;
    private final PasswordChangeRollouts rollouts;
    private final Audit audit;
    private final Clock clock;

    AccountPasswordChange(
            AccountAccess access,
            AccountMembers members,
            ActiveCaller active,
            PasswordChangeAllowance allowance,
            PasswordChangeRollouts rollouts,
            Audit audit,
            Clock clock) {
        this.access = access;
        this.members = members;
        this.active = active;
        this.allowance = allowance;
        this.rollouts = rollouts;
        this.audit = audit;
        this.clock = clock;
    }

    /** The first members are reached with the answer, the others by {@link PasswordChangeRollouts}. */
    Outcome<PasswordChangeProgress> require(UserCaller caller, AccountId account, ClientContext context) {
        return Transactions.call(() -> access.requireLocked(caller, account, Role.OWNER)
                .then(locked -> active.require(caller) // the user is locked too, since the password changes
                        .then(user -> requireLocked(caller, account, locked.name(), context))));
    }

    private Outcome<PasswordChangeProgress> requireLocked(
            UserCaller caller, AccountId account, String name, ClientContext context) {
        Instant now = clock.instant();
        Optional<Duration> wait = allowance.spend(account, now);
        if (wait.isPresent()) {
            return Outcome.refused(new ProblemException(ProblemType.TOO_MANY_REQUESTS)
                    .detail(
                            "New passwords were required of this account too often. Try again after the time in Retry-After.")
                    .retryAfter(wait.get()));
        }
        RequiredPasswordChange.OfAccount ofAccount = new RequiredPasswordChange.OfAccount(account, Ids.next(), name);
        int count = (int) members.count(account);
        audit.record(AuditEntry.success(AuditType.ACCOUNT_PASSWORD_CHANGE_REQUIRED, now, context)
                .by(caller)
                .account(account)
                .with("change", ofAccount.change().toString())
                .with("members", count));
        return Outcome.of(rollouts.begin(PasswordChangeRollout.of(ofAccount, count, now), caller));
    }
}
