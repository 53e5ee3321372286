package dev.sallyport.selfservice.member;

import dev.sallyport.base.pagination.QueryParameters;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * The filters of the member list; empty fields do not filter.
 *
 * @param lastSignInBefore finds members who have not signed in since, or never have
 */
record MemberQuery(
        Optional<String> role,
        Optional<String> status,
        Optional<Boolean> twoFactorEnabled,
        Optional<Boolean> locked,
        Optional<Instant> lastSignInBefore,
        Optional<Instant> lastSignInSince,
        Optional<UUID> after,
        int limit) {

    static MemberQuery parse(Map<String, List<String>> given) {
        QueryParameters parameters = new QueryParameters(given);
        MemberQuery query = new MemberQuery(
                parameters.oneOf("role", "owner", "admin", "member"),
                parameters.oneOf("status", "active", "disabled", "invited"),
                parameters.oneOf("twoFactorEnabled", "true", "false").map(Boolean::valueOf),
                parameters.oneOf("locked", "true", "false").map(Boolean::valueOf),
                parameters.time("lastSignInBefore"),
                parameters.time("lastSignInSince"),
                parameters.after(),
                parameters.limit());
        parameters.refuseOthers();
        return query;
    }
}
