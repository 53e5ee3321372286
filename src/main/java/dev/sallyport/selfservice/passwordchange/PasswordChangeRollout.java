package dev.sallyport.selfservice.passwordchange;

import dev.sallyport.base.database.Row;
import dev.sallyport.base.ids.AccountId;
import dev.sallyport.base.ids.UserId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

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

    private static final Duration FIRST_WAIT = Duration.ofSeconds(5);
    private static final int MOST_DOUBLED = 7;
    private static final UserId BEFORE_ALL = new UserId(new UUID(0, 0));

    static PasswordChangeRollout of(RequiredPasswordChange.OfAccount account, int members, Instant now) {
        return new PasswordChangeRollout(account, now, members, 0, BEFORE_ALL, 0);
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

    /** When the batch that has failed once more is tried again: after 5 seconds, then double, up to some 10 minutes. */
    Instant next(Instant now) {
        return now.plus(FIRST_WAIT.multipliedBy(1L << Math.min(failures, MOST_DOUBLED)));
    }

    RequiredPasswordChange change() {
        return RequiredPasswordChange.of(account, begunAt);
    }
}
