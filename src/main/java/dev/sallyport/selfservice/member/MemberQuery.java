package dev.sallyport.selfservice.member;

import dev.sallyport.accounts.account.Role;
import dev.sallyport.accounts.account.SearchTerm;
import dev.sallyport.accounts.account.UserStatus;
import dev.sallyport.base.pagination.Cursor;
import dev.sallyport.base.pagination.QueryParameters;
import dev.sallyport.base.pagination.WordCursor;
import dev.sallyport.base.problem.Text;
import dev.sallyport.security.assurance.HeldMethods;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The filters of the member list; empty fields do not filter. A list that is filtered by the last sign-in is in the
 * order of its day, since that is how the members are found; every other one is in the order of the ids.
 *
 * @param lastSignInBefore finds members who have not signed in since, or never have
 * @param term finds members by a part of their address; the list is then in the order of that part
 * @param after the end of the page before
 * @param afterWord the same, of a list that is in the order of a part of the address
 */
record MemberQuery(
        Optional<Role> role,
        Optional<String> status,
        Optional<Boolean> twoFactorEnabled,
        Optional<Boolean> locked,
        Optional<Instant> lastSignInBefore,
        Optional<Instant> lastSignInSince,
        Optional<SearchTerm> term,
        Optional<Cursor> after,
        Optional<WordCursor> afterWord,
        int limit) {

    private static final String INVITED = "invited";

    static MemberQuery parse(Map<String, List<String>> given) {
        QueryParameters parameters = new QueryParameters(given);
        Optional<Instant> before = parameters.time("lastSignInBefore");
        Optional<Instant> since = parameters.time("lastSignInSince");
        Optional<SearchTerm> term = parameters.get("q", Text.of("must have 2 to 254 characters"), SearchTerm::of);
        MemberQuery query = new MemberQuery(
                parameters.oneOf("role", "owner", "admin", "member").map(Role::of),
                parameters.oneOf("status", UserStatus.ACTIVE.text(), UserStatus.DISABLED.text(), INVITED),
                parameters.oneOf("twoFactorEnabled", "true", "false").map(Boolean::valueOf),
                parameters.oneOf("locked", "true", "false").map(Boolean::valueOf),
                before,
                since,
                term,
                term.isPresent() ? Optional.empty() : parameters.after(before.isPresent() || since.isPresent()),
                term.isPresent() ? parameters.afterWord() : Optional.empty(),
                parameters.limit());
        parameters.refuseOthers();
        return query;
    }

    /** Whether the list is in the order of the day of the last sign-in. */
    boolean isBySignIn() {
        return term.isEmpty() && (lastSignInBefore.isPresent() || lastSignInSince.isPresent());
    }

    /** The order of the members, as SQL. */
    String order() {
        return isBySignIn() ? "last_sign_in_day, user_id" : "user_id";
    }

    /**
     * What the members have to show, as SQL: members with one of several values are read in several parts, since an
     * index has the members with each value in the order of the list, and not those with one of them.
     */
    String[] holding() {
        if (twoFactorEnabled.isEmpty()) {
            return new String[] {""};
        }
        boolean enabled = twoFactorEnabled.get();
        return isBySignIn() || term.isPresent()
                ? new String[] {enabled ? "second_factors <> ''" : "second_factors = ''"}
                : HeldMethods.texts(held -> held.hasSecondFactor() == enabled).stream()
                        .map("holds = '%s'"::formatted)
                        .toArray(String[]::new);
    }

    /** Whether a member can be meant. */
    boolean findsMembers() {
        return status.filter(INVITED::equals).isEmpty();
    }

    /** Whether an invited user can be meant, of whose sign-in the account learns nothing. */
    boolean findsInvited() {
        return lastSignInBefore.isEmpty()
                && lastSignInSince.isEmpty()
                && twoFactorEnabled.isEmpty()
                && locked.isEmpty()
                && status.map(INVITED::equals).orElse(true);
    }
}
