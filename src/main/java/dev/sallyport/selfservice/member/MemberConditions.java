package dev.sallyport.selfservice.member;

import dev.sallyport.accounts.account.Role;
import dev.sallyport.accounts.account.UserStatus;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The filters of the member list as SQL on memberships. Each is written as the condition of the index that finds it, so
 * that the index is used whatever the statistics say.
 *
 * @param sql begins with {@code and}, or is empty; it has nothing that a client sent
 * @param values by the names of the parameters
 */
record MemberConditions(String sql, Map<String, Object> values) {

    /** @param holding an additional condition; empty for none */
    static MemberConditions of(MemberQuery query, String holding) {
        List<String> sql = new ArrayList<>();
        Map<String, Object> values = new HashMap<>();
        if (!holding.isEmpty()) {
            sql.add(holding);
        }
        query.role().ifPresent(role -> {
            sql.add(role == Role.MEMBER ? "role = :role" : "role <> 'member' and role = :role");
            values.put("role", role.text());
        });
        query.status()
                .ifPresent(status ->
                        sql.add(status.equals(UserStatus.ACTIVE.text()) ? "status = 'active'" : "status <> 'active'"));
        query.locked()
                .ifPresent(locked ->
                        sql.add(locked ? "locked_until > :now" : "(locked_until is null or locked_until <= :now)"));
        query.lastSignInBefore().ifPresent(end -> {
            sql.add("last_sign_in_day <= :lastDay and (last_sign_in_at is null or last_sign_in_at < :before)");
            values.put("lastDay", SignInDay.of(end));
            values.put("before", end);
        });
        query.lastSignInSince().ifPresent(start -> {
            sql.add("last_sign_in_day >= :firstDay and last_sign_in_at >= :since");
            values.put("firstDay", SignInDay.of(start));
            values.put("since", start);
        });
        query.after().ifPresent(end -> {
            sql.add(query.isBySignIn() ? "(last_sign_in_day, user_id) > (:day, :after)" : "user_id > :after");
            end.rank().ifPresent(day -> values.put("day", day));
            values.put("after", end.lastId());
        });
        return new MemberConditions(
                Optional.of(String.join(" and ", sql))
                        .filter(text -> !text.isEmpty())
                        .map(text -> "and " + text)
                        .orElse(""),
                Map.copyOf(values));
    }
}
