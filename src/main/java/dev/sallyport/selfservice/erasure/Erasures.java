package dev.sallyport.selfservice.erasure;

import dev.sallyport.accounts.account.KnownUser;
import dev.sallyport.accounts.account.Profile;
import dev.sallyport.accounts.account.Users;
import dev.sallyport.base.database.BestEffort;
import dev.sallyport.base.database.Transactions;
import dev.sallyport.base.database.WaitingWork;
import dev.sallyport.base.ids.AccountId;
import dev.sallyport.base.ids.UserId;
import dev.sallyport.base.problem.Outcome;
import dev.sallyport.base.problem.ProblemType;
import dev.sallyport.security.audit.AuditEntry;
import dev.sallyport.security.audit.AuditType;
import dev.sallyport.security.caller.ClientContext;
import jakarta.enterprise.context.ApplicationScoped;
import java.security.Principal;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jboss.logging.Logger;

/** Erases users: at once for a backend, and those who asked for it when their waiting time is over. */
@ApplicationScoped
class Erasures {

    private static final Logger LOG = Logger.getLogger(Erasures.class);

    private final UserErasureRepository erasures;
    private final UserRemoval removal;
    private final AccountErasures accounts;
    private final OwnedAccounts owned;
    private final Users users;
    private final Clock clock;

    Erasures(
            UserErasureRepository erasures,
            UserRemoval removal,
            AccountErasures accounts,
            OwnedAccounts owned,
            Users users,
            Clock clock) {
        this.erasures = erasures;
        this.removal = removal;
        this.accounts = accounts;
        this.owned = owned;
        this.users = users;
        this.clock = clock;
    }

    /**
     * Erases a user now.
     *
     * @param withAccounts also erases the accounts that would have no owner; else {@code last-owner} if there is one
     */
    Outcome<Void> erase(UserId user, boolean withAccounts, Principal caller, ClientContext context) {
        Instant now = clock.instant();
        Outcome<List<AccountId>> left = Transactions.call(() -> lock(user)
                .map(locked -> {
                    List<Profile.Account> only = owned.only(locked);
                    return only.isEmpty() || withAccounts
                            ? Outcome.of(remove(locked, only, caller, context, now))
                            : Outcome.<List<AccountId>>refused(OwnedAccounts.lastOwner(only));
                })
                .orElseGet(() -> Outcome.refused(ProblemType.NOT_FOUND)));
        return left.map(begun -> {
            BestEffort.each(LOG, "The erasure of account %s is continued later"::formatted, begun, accounts::advance);
            return null;
        });
    }

    /**
     * Continues one erasure that is due; one that fails is postponed, and delays no other. False if there is none, or
     * other replicas work on all of them.
     */
    boolean advanceDue() {
        Instant now = clock.instant();
        return Transactions.call(() -> erasures.findDue(now)).stream()
                .anyMatch(user -> WaitingWork.doNext(
                        () -> erasures.lockDue(user, now), due -> advance(due, now), this::postpone));
    }

    private void postpone(UserErasure erasure, RuntimeException failure) {
        Instant next = erasure.retryAt(clock.instant());
        Transactions.run(() -> erasures.postpone(erasure, next));
        BestEffort.failed(LOG, "The erasure of user %s is continued at %s".formatted(erasure.user(), next), failure);
    }

    private void advance(UserErasure due, Instant now) {
        if (due.stage() != ErasureStage.WAITING) {
            removal.advance(due, now);
            return;
        }
        Optional<KnownUser> user = lock(due.user());
        user.ifPresentOrElse(
                locked -> remove(locked, gone(locked, due), due.user()::toString, ClientContext.NO_REQUEST, now),
                () -> erasures.remove(due.user()));
    }

    /**
     * The accounts that go with a user who asked for the erasure. If the user has become the last owner since, and did
     * not ask for it, an account with other members stays, without an owner, until an operator names one.
     */
    private List<Profile.Account> gone(KnownUser user, UserErasure due) {
        return owned.only(user).stream()
                .filter(account -> due.withAccounts() || accounts.isAlone(user.id(), account.id()))
                .toList();
    }

    private Optional<KnownUser> lock(UserId user) {
        users.find(user).ifPresent(owned::lock);
        return users.lock(user);
    }

    /** The accounts whose erasure has begun with it. */
    private List<AccountId> remove(
            KnownUser user, List<Profile.Account> with, Principal by, ClientContext context, Instant now) {
        List<AccountId> begun = with.stream().map(Profile.Account::id).toList();
        begun.forEach(account -> accounts.begin(account, by, context, now));
        AuditEntry entry =
                AuditEntry.success(AuditType.USER_ERASED, now, context).by(by).user(user.id());
        removal.remove(user, entry, now);
        return begun;
    }
}
