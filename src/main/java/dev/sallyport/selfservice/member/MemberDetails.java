package dev.sallyport.selfservice.member;

import dev.sallyport.base.database.Row;
import dev.sallyport.base.ids.UserId;

/** What a list of members shows of a user, and does not filter by. */
record MemberDetails(UserId id, String email, boolean passwordChangeRequired) {

    static MemberDetails ofRow(Row row) {
        return new MemberDetails(new UserId(row.uuid("id")), row.text("email"), row.flag("password_change_required"));
    }
}
