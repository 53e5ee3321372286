package dev.sallyport.accounts.account;

import dev.sallyport.base.database.Row;
import dev.sallyport.base.ids.UserId;
import java.time.Instant;

/**
 * A member whose reminder of the account's policy is due.
 *
 * @param joinedAt since when the user is a member
 * @param holds what the member has that a policy can require
 */
public record MemberToRemind(UserId id, Instant joinedAt, String holds) {

    static MemberToRemind ofRow(Row row) {
        return new MemberToRemind(new UserId(row.uuid("user_id")), row.instant("created_at"), row.text("holds"));
    }
}
