package dev.sallyport.policies.compliance;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toList;

import dev.sallyport.base.database.Transactions;
import dev.sallyport.base.ids.AccountId;
import dev.sallyport.mailing.mail.MailKind;
import dev.sallyport.mailing.mail.MailOutbox;
import dev.sallyport.mailing.mail.QueuedMail;
import dev.sallyport.policies.policy.PolicyMail;
import io.quarkus.scheduler.Scheduled;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Reminds members who can still skip set-up: 14, 7 and 1 day before they no longer can, once each. After an outage only
 * the latest of the reminders that were missed is sent.
 */
@Singleton
class Reminders {

    private static final int BATCH = 200;

    private final ReminderRepository reminders;
    private final MailOutbox outbox;
    private final Clock clock;

    Reminders(ReminderRepository reminders, MailOutbox outbox, Clock clock) {
        this.reminders = reminders;
        this.outbox = outbox;
        this.clock = clock;
    }

    @Scheduled(every = "10m", delayed = "1m")
    void sendDue() {
        while (sendBatch() > 0) {
            // the next batch, in a transaction of its own
        }
    }

    /** The mark and the mail are one transaction: a crash leaves both or neither. */
    int sendBatch() {
        Instant now = clock.instant();
        return Transactions.join(() -> {
            List<ReminderRepository.Reminder> due = reminders.mark(now, BATCH);
            // in one order of accounts for all replicas, which wait for each other's slots
            due.stream()
                    .collect(groupingBy(
                            ReminderRepository.Reminder::accountId,
                            () -> new TreeMap<>(Comparator.comparing(AccountId::value)),
                            mapping(Reminders::mail, toList())))
                    .forEach((account, mails) -> outbox.addAll(account, mails, now));
            return due.size();
        });
    }

    /** A reminder of a date that has passed is not sent. */
    private static QueuedMail mail(ReminderRepository.Reminder reminder) {
        Map<String, String> details = Map.of(
                PolicyMail.ACCOUNT,
                reminder.account(),
                PolicyMail.DATE,
                reminder.dueAt().toString());
        return new QueuedMail(
                reminder.userId(),
                MailKind.TWO_FACTOR_REMINDER,
                reminder.email(),
                reminder.locale(),
                details,
                reminder.dueAt());
    }
}
