package dev.sallyport.selfservice.passwordchange;

import dev.sallyport.base.database.Row;
import dev.sallyport.base.ids.AccountId;
import dev.sallyport.base.ids.UserId;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/**
 * How far a demand of new passwords has come in an account, member after member in the order of their ids.
 *
 * @param members how many the account had when it was made
 * @param done how many members are reached
 * @param last the id of the last of them
 */
record DemandRollout(PasswordDemand.OfAccount account, Instant begunAt, int members, int done, UserId last) {

    private static final UserId BEFORE_ALL = new UserId(new UUID(0, 0));

    static DemandRollout of(PasswordDemand.OfAccount account, int members, Instant now) {
        return new DemandRollout(account, now, members, 0, BEFORE_ALL);
    }

    static DemandRollout ofRow(Row row) {
        return new DemandRollout(
                new PasswordDemand.OfAccount(
                        new AccountId(row.uuid("account_id")), row.uuid("id"), row.text("account_name")),
                row.instant("begun_at"),
                row.integer("members"),
                row.integer("done"),
                new UserId(row.uuid("last_user")));
    }

    /** The same after the next members, of whom there MUST be one. */
    DemandRollout after(List<UserId> batch) {
        return new DemandRollout(account, begunAt, members, done + batch.size(), batch.get(batch.size() - 1));
    }

    /** Members who joined meanwhile are reached too, but not counted. */
    PasswordChangeProgress progress() {
        return new PasswordChangeProgress(Math.min(done, members), members);
    }

    PasswordDemand demand() {
        return PasswordDemand.of(account, begunAt);
    }
}
