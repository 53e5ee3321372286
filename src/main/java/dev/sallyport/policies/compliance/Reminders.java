package dev.sallyport.policies.compliance;

import dev.sallyport.accounts.account.MemberToRemind;
import dev.sallyport.accounts.account.MembershipFacts;
import dev.sallyport.base.database.BestEffort;
import dev.sallyport.base.database.Transactions;
import dev.sallyport.base.ids.AccountId;
import dev.sallyport.base.ids.UserId;
import dev.sallyport.mailing.mail.MailKind;
import dev.sallyport.mailing.mail.MailOutbox;
import dev.sallyport.mailing.mail.QueuedMail;
import dev.sallyport.policies.compliance.ReminderRepository.DatedPolicy;
import dev.sallyport.policies.compliance.ReminderRepository.Recipient;
import dev.sallyport.policies.policy.FactorStatus;
import dev.sallyport.policies.policy.PolicyMail;
import io.quarkus.scheduler.Scheduled;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jboss.logging.Logger;

/**
 * Reminds members who can still skip set-up: 14, 7 and 1 day before they no longer can, once each. After an outage only
 * the latest of the reminders that were missed is sent.
 */
@Singleton
class Reminders {

    private static final Logger LOG = Logger.getLogger(Reminders.class);

    private static final int BATCH = 200;

    private final ReminderRepository reminders;
    private final MembershipFacts members;
    private final MailOutbox outbox;
    private final Clock clock;

    Reminders(ReminderRepository reminders, MembershipFacts members, MailOutbox outbox, Clock clock) {
        this.reminders = reminders;
        this.members = members;
        this.outbox = outbox;
        this.clock = clock;
    }

    @Scheduled(every = "10m", delayed = "1m")
    void sendDue() {
        BestEffort.run(
                LOG,
                "Reminders are sent later",
                () -> BestEffort.each(
                        LOG, "Reminders of account %s are sent later"::formatted, dated(), this::sendDue));
    }

    private void sendDue(AccountId account) {
        while (sendBatch(account) == BATCH) {
            // the next batch, in a transaction of its own
        }
    }

    /** The accounts of which a reminder can be due. */
    private List<AccountId> dated() {
        return Transactions.call(() -> reminders.findDated(clock.instant(), ReminderKind.earliest()));
    }

    /**
     * Processes some members of an account whose reminder is due, and returns how many. The mark and the mail are one
     * transaction: a crash leaves both or neither. The policy is read in it, since its date can change meanwhile.
     */
    int sendBatch(AccountId account) {
        Instant now = clock.instant();
        return Transactions.join(() -> reminders
                .findDated(account, now, ReminderKind.earliest())
                .map(policy -> remind(policy, now))
                .orElse(0));
    }

    private int remind(DatedPolicy policy, Instant now) {
        ReminderKind kind = ReminderKind.dueBefore(policy.dueAt(), now);
        List<MemberToRemind> due = members.markReminded(
                policy.account(),
                FactorStatus.NOTHING.holding(policy.allowedMethods()),
                kind.dueAt(policy.dueAt()),
                BATCH);
        List<UserId> users = due.stream()
                .filter(member -> kind.isNews(policy.dueAt(), member.joinedAt(), policy.announcedAt()))
                .map(MemberToRemind::id)
                .toList();
        if (!users.isEmpty()) {
            outbox.addAll(
                    policy.account(),
                    reminders.mark(users, policy.dueAt(), kind.days(), now).stream()
                            .map(recipient -> mail(policy, recipient))
                            .toList(),
                    now);
        }
        return due.size();
    }

    /** A reminder of a date that has passed is not sent. */
    private static QueuedMail mail(DatedPolicy policy, Recipient recipient) {
        Map<String, String> details = Map.of(
                PolicyMail.ACCOUNT,
                policy.name(),
                PolicyMail.DATE,
                policy.dueAt().toString(),
                QueuedMail.ACCOUNT_ID,
                policy.account().toString());
        return new QueuedMail(
                recipient.id(),
                MailKind.TWO_FACTOR_REMINDER,
                recipient.email(),
                recipient.locale(),
                details,
                policy.dueAt());
    }
}
