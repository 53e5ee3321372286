package dev.sallyport.selfservice.member;

import dev.sallyport.base.pagination.Cursor;
import dev.sallyport.base.pagination.QueryParameters;
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
 * @param after the end of the page before
 */
record MemberQuery(
        Optional<String> role,
        Optional<String> status,
        Optional<Boolean> twoFactorEnabled,
        Optional<Boolean> locked,
        Optional<Instant> lastSignInBefore,
        Optional<Instant> lastSignInSince,
        Optional<Cursor> after,
        int limit) {

    private static final String INVITED = "invited";

    static MemberQuery parse(Map<String, List<String>> given) {
        QueryParameters parameters = new QueryParameters(given);
        Optional<Instant> before = parameters.time("lastSignInBefore");
        Optional<Instant> since = parameters.time("lastSignInSince");
        MemberQuery query = new MemberQuery(
                parameters.oneOf("role", "owner", "admin", "member"),
                parameters.oneOf("status", "active", "disabled", INVITED),
                parameters.oneOf("twoFactorEnabled", "true", "false").map(Boolean::valueOf),
                parameters.oneOf("locked", "true", "false").map(Boolean::valueOf),
                before,
                since,
                parameters.after(before.isPresent() || since.isPresent()),
                parameters.limit());
        parameters.refuseOthers();
        return query;
    }

    /** Whether the list is in the order of the day of the last sign-in. */
    boolean isBySignIn() {
        return lastSignInBefore.isPresent() || lastSignInSince.isPresent();
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
        return isBySignIn()
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
        return !isBySignIn()
                && twoFactorEnabled.isEmpty()
                && locked.isEmpty()
                && status.map(INVITED::equals).orElse(true);
    }
}
