package dev.sallyport.selfservice.passwordchange;

import dev.sallyport.base.database.Row;
import dev.sallyport.base.database.WaitingWork;
import dev.sallyport.base.ids.AccountId;
import dev.sallyport.base.ids.UserId;
import java.time.Instant;
import java.util.List;

/**
 * How far a required change of passwords has come in an account, member after member in the order of their ids.
 *
 * @param members how many the account had when it was required
 * @param done how many members are reached
 * @param last the id of the last of them
 * @param failures how often the next batch has failed
 */
record PasswordChangeRollout(
        RequiredPasswordChange.OfAccount account, Instant begunAt, int members, int done, UserId last, int failures) {

    static PasswordChangeRollout of(RequiredPasswordChange.OfAccount account, int members, Instant now) {
        return new PasswordChangeRollout(account, now, members, 0, UserId.NONE, 0);
    }

    static PasswordChangeRollout ofRow(Row row) {
        return new PasswordChangeRollout(
                new RequiredPasswordChange.OfAccount(
                        new AccountId(row.uuid("account_id")), row.uuid("id"), row.text("account_name")),
                row.instant("begun_at"),
                row.integer("members"),
                row.integer("done"),
                new UserId(row.uuid("last_user")),
                row.integer("failures"));
    }

    /** The same after the next members, of whom there MUST be one. */
    PasswordChangeRollout after(List<UserId> batch) {
        return new PasswordChangeRollout(
                account, begunAt, members, done + batch.size(), batch.get(batch.size() - 1), 0);
    }

    /** Members who joined meanwhile are reached too, but not counted. */
    PasswordChangeProgress progress() {
        return new PasswordChangeProgress(Math.min(done, members), members);
    }

    /** When the batch that has failed once more is tried again. */
    Instant next(Instant now) {
        return WaitingWork.retryAt(failures, now);
    }

    RequiredPasswordChange change() {
        return RequiredPasswordChange.of(account, begunAt);
    }
}
