package dev.sallyport.policies.policy;

import dev.sallyport.base.database.Row;
import dev.sallyport.base.database.WaitingWork;
import dev.sallyport.base.ids.AccountId;
import dev.sallyport.base.ids.UserId;
import dev.sallyport.mailing.mail.MailKind;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * What follows from a change of a policy for each member, one after the other in the order of their ids: sessions that
 * it ended are closed, and members who have to act are notified.
 *
 * @param id ordered by time: what began under a lesser id is from before the change
 * @param clears whether it closes sessions
 * @param notice the mail to members without a second factor; empty for none
 * @param dueAt the date in that mail; empty for now
 * @param begunAt when the policy was changed
 * @param reached which members are done
 */
record PolicyRollout(
        AccountId account,
        UUID id,
        boolean clears,
        Optional<MailKind> notice,
        Optional<Instant> dueAt,
        Instant begunAt,
        Progress reached) {

    /**
     * Its progress.
     *
     * @param done how many members are done
     * @param sessionsEnded how many sessions were closed
     * @param last the id of the last of them
     * @param failures how often the next batch has failed
     */
    record Progress(int done, int sessionsEnded, UserId last, int failures) {

        static final Progress NONE = new Progress(0, 0, UserId.NONE, 0);
    }

    static PolicyRollout ofRow(Row row) {
        return new PolicyRollout(
                new AccountId(row.uuid("account_id")),
                row.uuid("id"),
                row.flag("clears"),
                row.find("mail_kind", String.class).map(MailKind::of),
                row.find("due_at", Instant.class),
                row.instant("begun_at"),
                new Progress(
                        row.integer("done"),
                        row.integer("sessions_ended"),
                        new UserId(row.uuid("last_user")),
                        row.integer("failures")));
    }

    /** Whether there is anything to do. */
    boolean concernsMembers() {
        return clears || notice.isPresent();
    }

    /** When the batch that has failed once more is tried again. */
    Instant next(Instant now) {
        return WaitingWork.retryAt(reached.failures(), now);
    }

    PolicyRollout after(Progress further) {
        return new PolicyRollout(account, id, clears, notice, dueAt, begunAt, further);
    }
}
