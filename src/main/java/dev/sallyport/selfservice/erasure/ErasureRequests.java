package dev.sallyport.selfservice.erasure;

import dev.sallyport.accounts.account.Profile;
import dev.sallyport.accounts.account.UserSnapshot;
import dev.sallyport.base.database.Transactions;
import dev.sallyport.base.ids.UserId;
import dev.sallyport.base.problem.Outcome;
import dev.sallyport.base.problem.ProblemException;
import dev.sallyport.base.problem.ProblemType;
import dev.sallyport.security.audit.AuditType;
import dev.sallyport.security.caller.ClientContext;
import dev.sallyport.security.caller.UserCaller;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** What users ask for themselves: to be erased after a waiting time, and to stay. */
@ApplicationScoped
public class ErasureRequests {

    private final UserErasureRepository erasures;
    private final OwnedAccounts owned;
    private final ErasureMails mails;
    private final ErasureRequestAllowance allowance;
    private final ErasureConfig config;
    private final ErasureCallers callers;
    private final Clock clock;

    ErasureRequests(
            UserErasureRepository erasures,
            OwnedAccounts owned,
            ErasureMails mails,
            ErasureRequestAllowance allowance,
            ErasureConfig config,
            ErasureCallers callers,
            Clock clock) {
        this.erasures = erasures;
        this.owned = owned;
        this.mails = mails;
        this.allowance = allowance;
        this.config = config;
        this.callers = callers;
        this.clock = clock;
    }

    /**
     * Asks for the erasure of the caller. One that was asked for before stays as it is.
     *
     * @param withAccounts also erases the accounts that would have no owner; else {@code last-owner} if there is one
     */
    Outcome<ErasureView> request(UserCaller caller, boolean withAccounts, ClientContext context) {
        return Transactions.call(
                () -> callers.require(caller).then(user -> request(user, withAccounts, context, clock.instant())));
    }

    private Outcome<ErasureView> request(UserSnapshot user, boolean withAccounts, ClientContext context, Instant now) {
        Optional<UserErasure> before = erasures.find(user.id());
        if (before.isPresent()) {
            return before.map(ErasureView::of).map(Outcome::of).get();
        }
        List<Profile.Account> only = owned.only(callers.known(user.id()));
        if (!only.isEmpty() && !withAccounts) {
            return Outcome.refused(OwnedAccounts.lastOwner(only));
        }
        Optional<Duration> wait = allowance.spend(user.id(), now);
        if (wait.isPresent()) {
            return Outcome.refused(new ProblemException(ProblemType.TOO_MANY_REQUESTS)
                    .detail("You have asked to be erased too often. Try again after the time in Retry-After.")
                    .retryAfter(wait.get()));
        }
        UserErasure erasure = UserErasure.requested(user.id(), withAccounts, now, config.waitingTime());
        erasures.save(erasure);
        callers.record(AuditType.USER_ERASURE_REQUESTED, user.id(), context, now);
        mails.requested(
                user.recipient(context),
                erasure.dueAt(),
                only.stream().map(Profile.Account::name).toList(),
                now);
        return Outcome.of(ErasureView.of(erasure));
    }

    /** The erasure that the caller waits for. */
    Outcome<ErasureView> find(UserCaller caller) {
        return Transactions.call(() -> erasures.find(caller.userId())
                .map(ErasureView::of)
                .map(Outcome::of)
                .orElseGet(() -> noneWaits()));
    }

    /** Cancels the erasure that the caller waits for. */
    Outcome<Void> cancel(UserCaller caller, ClientContext context) {
        return Transactions.call(() -> callers.require(caller).then(user -> {
            if (!erasures.remove(user.id())) {
                return noneWaits();
            }
            Instant now = clock.instant();
            callers.record(AuditType.USER_ERASURE_CANCELLED, user.id(), context, now);
            mails.cancelled(user.recipient(context), now);
            return Outcome.of(null);
        }));
    }

    /** Cancels the erasure of a locked user who did not ask for it. */
    @Transactional(Transactional.TxType.MANDATORY)
    public void cancel(UserId user) {
        erasures.remove(user);
    }

    private static <T> Outcome<T> noneWaits() {
        return Outcome.refused(new ProblemException(ProblemType.NOT_FOUND)
                .detail("No erasure of this user is waiting. There is nothing to cancel."));
    }
}
