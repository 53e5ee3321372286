package dev.sallyport.policies.policy;

import dev.sallyport.accounts.account.Accounts;
import dev.sallyport.base.database.BestEffort;
import dev.sallyport.base.database.Transactions;
import dev.sallyport.base.database.WaitingWork;
import dev.sallyport.base.ids.UserId;
import dev.sallyport.mailing.mail.NoticeRecipient;
import dev.sallyport.mailing.mail.Notices;
import dev.sallyport.mailing.mail.QueuedMail;
import dev.sallyport.policies.policy.PolicyRollout.Progress;
import dev.sallyport.policies.policy.PolicyRolloutRepository.Reached;
import dev.sallyport.sessions.session.Sessions;
import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jboss.logging.Logger;

/**
 * Carries changes of policies to the members, a batch in each transaction. The batch, its mails and how far the rollout
 * is are one commit: a kill leaves the batch done or not done, any replica continues, and no member gets a mail twice.
 *
 * <p>The first batch is part of the change itself, so that in all but large accounts nothing is left for later.
 */
@ApplicationScoped
class PolicyRollouts {

    private static final Logger LOG = Logger.getLogger(PolicyRollouts.class);

    /** How many members the transaction of a change reaches: what takes less than a tenth of a second. */
    static final int FIRST_BATCH = 200;

    private static final int BATCH = 500;

    private final PolicyRolloutRepository rollouts;
    private final Accounts accounts;
    private final Sessions sessions;
    private final Notices notices;
    private final Clock clock;

    PolicyRollouts(
            PolicyRolloutRepository rollouts, Accounts accounts, Sessions sessions, Notices notices, Clock clock) {
        this.rollouts = rollouts;
        this.accounts = accounts;
        this.sessions = sessions;
        this.notices = notices;
        this.clock = clock;
    }

    /** Begins a rollout in the transaction of the change, with its first members. Returns how many sessions ended. */
    @Transactional(Transactional.TxType.MANDATORY)
    int begin(PolicyRollout rollout) {
        if (!rollout.concernsMembers()) {
            return 0;
        }
        rollouts.add(rollout);
        return advance(rollout, FIRST_BATCH);
    }

    /** Continues every rollout until its end, or until its next batch has failed. */
    @Scheduled(every = "5s", delayed = "5s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    void finish() {
        BestEffort.run(LOG, "Changes of policies reach further members later", () -> {
            while (advanceOne()) {
                LOG.debug("A change of a policy reached a batch of members");
            }
        });
    }

    /** One batch of one rollout that is due. False if there is none that no other replica is at. */
    boolean advanceOne() {
        return WaitingWork.doNext(
                () -> rollouts.take(clock.instant()), rollout -> advance(rollout, BATCH), this::postpone);
    }

    private void postpone(PolicyRollout rollout, RuntimeException failure) {
        Instant next = rollout.next(clock.instant());
        Transactions.run(() -> rollouts.postpone(rollout, next));
        BestEffort.failed(
                LOG,
                "A change of the policy of account %s reaches further members from %s on"
                        .formatted(rollout.account(), next),
                failure);
    }

    private int advance(PolicyRollout rollout, int limit) {
        List<Reached> next = rollouts.next(rollout, limit + 1);
        List<Reached> batch = next.size() > limit ? next.subList(0, limit) : next;
        Progress before = rollout.reached();
        int ended = batch.isEmpty() ? 0 : endSessions(rollout, batch);
        // of an account that is being erased, no member is told
        accounts.findName(rollout.account()).ifPresent(name -> notify(rollout, batch, name));
        if (batch.size() == next.size()) {
            rollouts.remove(rollout);
            if (before.done() > 0) {
                LOG.infof(
                        "A change of the policy of account %s reached its %d members: %d sessions ended",
                        rollout.account(), before.done() + batch.size(), before.sessionsEnded() + ended);
            }
        } else {
            rollouts.advance(rollout.after(new Progress(
                    before.done() + batch.size(),
                    before.sessionsEnded() + ended,
                    batch.get(batch.size() - 1).id(),
                    0)));
        }
        return ended;
    }

    private int endSessions(PolicyRollout rollout, List<Reached> batch) {
        List<UserId> users = batch.stream().map(Reached::id).toList();
        return rollout.clears() ? sessions.endCleared(users, clock.instant()) : 0;
    }

    /** Only members without a second factor have to act. */
    private void notify(PolicyRollout rollout, List<Reached> batch, String account) {
        List<UserId> concerned =
                batch.stream().filter(Reached::concerned).map(Reached::id).toList();
        if (rollout.notice().isEmpty() || concerned.isEmpty() || !rollouts.isNoticeCurrent(rollout)) {
            return;
        }
        List<NoticeRecipient> recipients = rollouts.recipients(concerned);
        Map<String, String> more = new HashMap<>();
        more.put(PolicyMail.ACCOUNT, account);
        more.put(QueuedMail.ACCOUNT_ID, rollout.account().toString());
        rollout.dueAt().map(Instant::toString).ifPresent(date -> more.put(PolicyMail.DATE, date));
        notices.notifyMembers(rollout.account(), recipients, rollout.notice().get(), more, rollout.begunAt());
    }
}
