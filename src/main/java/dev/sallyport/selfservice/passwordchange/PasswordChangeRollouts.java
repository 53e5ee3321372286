package dev.sallyport.selfservice.passwordchange;

import dev.sallyport.accounts.account.AccountMembers;
import dev.sallyport.accounts.account.Accounts;
import dev.sallyport.base.database.BestEffort;
import dev.sallyport.base.database.Transactions;
import dev.sallyport.base.database.WaitingWork;
import dev.sallyport.base.ids.UserId;
import dev.sallyport.security.caller.UserCaller;
import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import org.jboss.logging.Logger;

/**
 * Carries required changes of passwords to the members of an account, a batch in each transaction. The batch, its mails
 * and how far the rollout is are one commit: a kill leaves the batch done or not done, any replica continues, and no
 * member gets a mail twice.
 *
 * <p>The first batch is part of the request itself, so that in all but large accounts nothing is left for later.
 */
@ApplicationScoped
class PasswordChangeRollouts {

    private static final Logger LOG = Logger.getLogger(PasswordChangeRollouts.class);

    /** How many members the transaction of a request reaches. */
    static final int FIRST_BATCH = 100;

    static final int BATCH = 250;

    private final PasswordChangeRolloutRepository rollouts;
    private final RequiredPasswordChanges change;
    private final Accounts accounts;
    private final AccountMembers members;
    private final Clock clock;

    PasswordChangeRollouts(
            PasswordChangeRolloutRepository rollouts,
            RequiredPasswordChanges change,
            Accounts accounts,
            AccountMembers members,
            Clock clock) {
        this.rollouts = rollouts;
        this.change = change;
        this.accounts = accounts;
        this.members = members;
        this.clock = clock;
    }

    /**
     * Begins a rollout in the transaction of the request, with the caller, who stays signed in, and the first members.
     *
     * @return how far it has come
     */
    @Transactional(Transactional.TxType.MANDATORY)
    PasswordChangeProgress begin(PasswordChangeRollout rollout, UserCaller caller) {
        // First, so that the batch that has the caller leaves this session alone.
        change.requireOfCaller(caller, rollout.change());
        Advanced advanced = advance(rollout, FIRST_BATCH);
        if (!advanced.atEnd()) {
            rollouts.add(advanced.rollout());
        }
        return advanced.rollout().progress();
    }

    /** Continues every rollout until its end, or until its next batch has failed. */
    @Scheduled(every = "5s", delayed = "5s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    void finish() {
        BestEffort.run(LOG, "New passwords are required of further members later", () -> {
            while (advanceOne()) {
                LOG.debug("A batch of members needs new passwords");
            }
        });
    }

    /** One batch of one rollout that is due. False if there is none that no other replica is at. */
    boolean advanceOne() {
        return WaitingWork.doNext(
                () -> rollouts.take(clock.instant()), rollout -> store(advanceUnlessErased(rollout)), this::postpone);
    }

    private void postpone(PasswordChangeRollout rollout, RuntimeException failure) {
        Instant next = rollout.next(clock.instant());
        Transactions.run(() -> rollouts.postpone(rollout, next));
        BestEffort.failed(
                LOG,
                "New passwords are required of further members of account %s from %s on"
                        .formatted(rollout.account().id(), next),
                failure);
    }

    private void store(Advanced advanced) {
        if (advanced.atEnd()) {
            rollouts.remove(advanced.rollout());
            LOG.infof(
                    "New passwords are required of %d members of account %s",
                    advanced.rollout().done(), advanced.rollout().account().id());
        } else {
            rollouts.advance(advanced.rollout());
        }
    }

    private record Advanced(PasswordChangeRollout rollout, boolean atEnd) {}

    /** An account that is being erased requires nothing more of its members, who may stay in other accounts. */
    private Advanced advanceUnlessErased(PasswordChangeRollout rollout) {
        return accounts.lock(rollout.account().id()).isPresent()
                ? advance(rollout, BATCH)
                : new Advanced(rollout, true);
    }

    private Advanced advance(PasswordChangeRollout rollout, int limit) {
        List<UserId> next = members.next(rollout.account().id(), rollout.last(), limit + 1);
        List<UserId> batch = next.size() > limit ? next.subList(0, limit) : next;
        change.requireOf(batch, rollout.change(), clock.instant());
        return new Advanced(batch.isEmpty() ? rollout : rollout.after(batch), batch.size() == next.size());
    }
}
