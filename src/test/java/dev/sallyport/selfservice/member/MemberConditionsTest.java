package dev.sallyport.selfservice.member;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sallyport.base.pagination.Cursor;
import dev.sallyport.base.problem.ProblemException;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class MemberConditionsTest {

    private static final UUID ID = UUID.fromString("0190a1b2-c3d4-7e5f-8a9b-0c1d2e3f4a5b");

    private static MemberQuery query(String... namesAndValues) {
        Map<String, List<String>> given = new HashMap<>();
        for (int at = 0; at < namesAndValues.length; at += 2) {
            given.put(namesAndValues[at], List.of(namesAndValues[at + 1]));
        }
        return MemberQuery.parse(given);
    }

    private static String sql(MemberQuery query) {
        return MemberConditions.of(query, "").sql();
    }

    @Test
    void a_list_without_filters_has_no_conditions_and_is_in_the_order_of_the_ids() {
        assertThat(sql(query())).isEmpty();
        assertThat(query().order()).isEqualTo("user_id");
        assertThat(query().holding()).containsExactly("");
        assertThat(query().findsMembers()).isTrue();
        assertThat(query().findsInvited()).isTrue();
    }

    @Test
    void a_filter_that_few_pass_names_the_condition_of_its_index() {
        assertThat(sql(query("role", "admin"))).isEqualTo("and role <> 'member' and role = :role");
        assertThat(sql(query("role", "member"))).isEqualTo("and role = :role");
        assertThat(sql(query("status", "disabled"))).isEqualTo("and status <> 'active'");
        assertThat(sql(query("locked", "true"))).isEqualTo("and locked_until > :now");
    }

    @Test
    void members_with_one_of_several_values_are_read_in_several_parts_in_the_order_of_the_ids() {
        assertThat(query("twoFactorEnabled", "true").holding())
                .containsExactly(
                        "holds = 'passkey'",
                        "holds = 'passkey sso_only'",
                        "holds = 'passkey totp'",
                        "holds = 'passkey totp sso_only'",
                        "holds = 'totp'",
                        "holds = 'totp sso_only'");
        assertThat(query("twoFactorEnabled", "false").holding())
                .containsExactly("holds = 'nothing'", "holds = 'sso_only'");
        assertThat(query("twoFactorEnabled", "false", "lastSignInSince", "2026-12-01T08:00:00Z")
                        .holding())
                .containsExactly("second_factors = ''");
    }

    @Test
    void a_list_by_the_last_sign_in_is_in_the_order_of_its_day() {
        MemberQuery query = query(
                "lastSignInBefore",
                "2000-01-03T12:00:00Z",
                "after",
                Cursor.after(1, ID).text());

        assertThat(query.order()).isEqualTo("last_sign_in_day, user_id");
        assertThat(query.findsInvited()).isFalse();
        assertThat(MemberConditions.of(query, "").values())
                .isEqualTo(
                        Map.of("lastDay", 2, "before", Instant.parse("2000-01-03T12:00:00Z"), "day", 1, "after", ID));
    }

    @Test
    void a_cursor_of_a_list_in_another_order_is_refused() {
        String byId = Cursor.after(ID).text();
        String bySignIn = Cursor.after(1, ID).text();

        assertThat(query("after", byId).after()).contains(Cursor.after(ID));
        assertThatThrownBy(() -> query("after", bySignIn)).isInstanceOf(ProblemException.class);
        assertThatThrownBy(() -> query("lastSignInSince", "2026-12-01T08:00:00Z", "after", byId))
                .isInstanceOf(ProblemException.class);
    }

    @Test
    void invited_users_are_found_by_role_and_status_alone() {
        assertThat(query("status", "invited").findsMembers()).isFalse();
        assertThat(query("status", "invited", "role", "admin").findsInvited()).isTrue();
        assertThat(query("status", "active").findsInvited()).isFalse();
        assertThat(query("locked", "false").findsInvited()).isFalse();
        assertThat(query("twoFactorEnabled", "false").findsInvited()).isFalse();
    }

    @Test
    void days_are_counted_in_utc_and_none_is_before_never() {
        assertThat(SignInDay.of(Instant.parse("2000-01-01T23:59:59Z"))).isZero();
        assertThat(SignInDay.of(Instant.parse("2000-01-02T00:00:00Z"))).isOne();
        assertThat(SignInDay.of(Instant.parse("1999-12-31T00:00:00Z"))).isEqualTo(SignInDay.NEVER);
    }
}
