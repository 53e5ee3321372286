package dev.sallyport.selfservice.erasure;

import dev.sallyport.accounts.account.AccountMembers;
import dev.sallyport.accounts.account.Accounts;
import dev.sallyport.base.database.BestEffort;
import dev.sallyport.base.database.Transactions;
import dev.sallyport.base.ids.AccountId;
import dev.sallyport.base.ids.UserId;
import dev.sallyport.base.problem.Outcome;
import dev.sallyport.base.problem.ProblemType;
import dev.sallyport.security.audit.Audit;
import dev.sallyport.security.audit.AuditEntry;
import dev.sallyport.security.audit.AuditType;
import dev.sallyport.security.caller.ClientContext;
import dev.sallyport.signin.sso.ErasedProviders;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.security.Principal;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import org.jboss.logging.Logger;

/**
 * Erases accounts, member by member, each in a transaction of its own: members who belong to no other account are
 * erased, the others leave. The account's row stays until the last member and the last link to its identity providers
 * are gone, so that any replica continues after a kill.
 *
 * <p>The first members are reached by the request itself, so that in all but large accounts nothing is left for later.
 */
@ApplicationScoped
class AccountErasures {

    private static final Logger LOG = Logger.getLogger(AccountErasures.class);

    /** How many members a request reaches, which takes less than a second. */
    static final int BATCH = 20;

    private final Accounts accounts;
    private final AccountMembers members;
    private final LeavingMembers leaving;
    private final ErasedProviders providers;
    private final ErasedRows rows;
    private final Audit audit;
    private final Clock clock;

    AccountErasures(
            Accounts accounts,
            AccountMembers members,
            LeavingMembers leaving,
            ErasedProviders providers,
            ErasedRows rows,
            Audit audit,
            Clock clock) {
        this.accounts = accounts;
        this.members = members;
        this.leaving = leaving;
        this.providers = providers;
        this.rows = rows;
        this.audit = audit;
        this.clock = clock;
    }

    /** Erases an account; {@code not-found} if there is none. */
    Outcome<Void> erase(AccountId account, Principal caller, ClientContext context) {
        boolean begun = Transactions.call(() -> begin(account, caller, context, clock.instant()));
        if (!begun) {
            return Outcome.refused(ProblemType.NOT_FOUND);
        }
        BestEffort.run(LOG, "An erasure of an account is continued later", () -> advance(account));
        return Outcome.of(null);
    }

    /** Begins the erasure of an account: from the commit on it is unknown to every change. False if there is none. */
    @Transactional(Transactional.TxType.MANDATORY)
    boolean begin(AccountId account, Principal caller, ClientContext context, Instant now) {
        boolean begun = accounts.beginErasure(account, now).isPresent();
        if (begun) {
            providers.remove(account, now);
            audit.record(AuditEntry.success(AuditType.ACCOUNT_ERASED, now, context)
                    .by(caller)
                    .account(account));
        }
        return begun;
    }

    /** Whether the user is the only member. */
    @Transactional(Transactional.TxType.MANDATORY)
    boolean isAlone(UserId user, AccountId account) {
        return members.next(account, UserId.NONE, 2).equals(List.of(user));
    }

    /** The accounts whose erasure has not finished. */
    List<AccountId> unfinished() {
        return Transactions.call(accounts::inErasure);
    }

    /** Begins with the first members, and ends with the account if there are no others. */
    void advance(AccountId account) {
        List<UserId> first = next(account, UserId.NONE);
        if (leave(account, first) && first.size() < BATCH) {
            end(account);
        }
    }

    /**
     * Continues with every member, and ends with the account. Members who fail are tried again with the next run, and
     * the account waits for them.
     */
    void finish(AccountId account) {
        boolean isEach = true;
        List<UserId> batch = next(account, UserId.NONE);
        while (!batch.isEmpty()) {
            isEach &= leave(account, batch);
            batch = next(account, batch.get(batch.size() - 1));
        }
        if (isEach) {
            end(account);
        }
    }

    private List<UserId> next(AccountId account, UserId after) {
        return Transactions.call(() -> members.next(account, after, BATCH));
    }

    private boolean leave(AccountId account, List<UserId> batch) {
        return BestEffort.each(
                LOG,
                user -> "The erasure of account %s reaches member %s later".formatted(account, user),
                batch,
                user -> Transactions.run(() -> leaving.leave(account, user, clock.instant())));
    }

    private void end(AccountId account) {
        if (providers.unlink(account)) {
            Transactions.run(() -> {
                rows.removeOf(account);
                accounts.endErasure(account);
            });
        }
    }
}
