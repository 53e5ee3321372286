package dev.sallyport.selfservice.member;

import dev.sallyport.accounts.account.Role;
import dev.sallyport.base.database.Row;
import dev.sallyport.base.ids.UserId;
import dev.sallyport.base.pagination.Cursor;
import dev.sallyport.base.pagination.WordCursor;
import java.time.Instant;
import java.util.Comparator;
import org.jspecify.annotations.Nullable;

/**
 * A row of the member list as it is read.
 *
 * @param email of an invited user; null for a member, whose address is the user's
 * @param word by which a search has found the row; else empty
 * @param signInDay the day of the last sign-in, as {@link SignInDay} counts them
 */
record MemberListRow(
        UserId id,
        @Nullable String email,
        Role role,
        String status,
        Instant createdAt,
        @Nullable Instant lastSignInAt,
        int signInDay,
        @Nullable Boolean secondFactor,
        @Nullable Instant lockedUntil,
        String word) {

    static MemberListRow ofMember(Row row) {
        return ofMember(row, "");
    }

    static MemberListRow ofFound(Row row) {
        return ofMember(row, row.text("word"));
    }

    private static MemberListRow ofMember(Row row, String word) {
        return new MemberListRow(
                new UserId(row.uuid("user_id")),
                null,
                Role.of(row.text("role")),
                row.text("status"),
                row.instant("created_at"),
                row.find("last_sign_in_at", Instant.class).orElse(null),
                row.integer("last_sign_in_day"),
                row.flag("second_factor"),
                row.find("locked_until", Instant.class).orElse(null),
                word);
    }

    static MemberListRow ofInvited(Row row) {
        return new MemberListRow(
                new UserId(row.uuid("id")),
                row.text("email"),
                Role.of(row.text("role")),
                "invited",
                row.instant("created_at"),
                null,
                SignInDay.NEVER,
                null,
                null,
                "");
    }

    MemberListRow foundBy(String found) {
        return new MemberListRow(
                id, email, role, status, createdAt, lastSignInAt, signInDay, secondFactor, lockedUntil, found);
    }

    /** The order of a search: words by their bytes, which are ASCII. */
    static final Comparator<MemberListRow> BY_WORD = Comparator.comparing(MemberListRow::word)
            .thenComparing(row -> row.id().toString());

    WordCursor endOfSearch() {
        return new WordCursor(word, id.value());
    }

    boolean isBehind(WordCursor end) {
        int order = word.compareTo(end.word());
        return order > 0 || (order == 0 && id.toString().compareTo(end.lastId().toString()) > 0);
    }

    /** The order of the database: ids by their bytes. */
    static Comparator<MemberListRow> order(boolean bySignIn) {
        Comparator<MemberListRow> byId = Comparator.comparing(row -> row.id().toString());
        return bySignIn ? Comparator.comparingInt(MemberListRow::signInDay).thenComparing(byId) : byId;
    }

    Cursor end(boolean bySignIn) {
        return bySignIn ? Cursor.after(signInDay, id.value()) : Cursor.after(id.value());
    }
}
