package dev.sallyport.sessions.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.security.assurance.FactorMethod;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

/** That the parts are put together right; what each finds is tested on the database. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class HeldFactorsTest {

    @Test
    void every_part_is_about_the_user_that_is_named() {
        assertThat(HeldFactors.proof("u.id"))
                .contains("array(select f.method from second_factor f where f.user_id = u.id) as held");
        assertThat(HeldFactors.allowed("u.id", "totp")).contains("m.user_id = u.id and 'totp' <> all");
        assertThat(HeldFactors.linked("u.id", "c.provider_id", "c.created_at"))
                .contains("where i.user_id = u.id and m.user_id = u.id and i.provider_id = c.provider_id"
                        + " and i.created_at <= c.created_at\n          and m.created_at <= c.created_at)");
    }

    @Test
    void a_policy_spares_who_has_a_factor_who_is_vouched_for_and_who_is_not_asked_yet() {
        assertThat(HeldFactors.withinPolicy(":user", ":now"))
                .startsWith(unsatisfied() + "and (p.sessions_kept_at is null or p.sessions_kept_at < s.created_at"
                        + " or p.sessions_kept_at < m.created_at)")
                .contains(
                        "and not (s.policy_exempt and exists",
                        "and v.account_id = p.account_id",
                        "and i.created_at <= s.created_at and m.created_at <= s.created_at))")
                .endsWith(" and " + HeldFactors.notCleared(":user", "s.id"));
    }

    @Test
    void a_user_is_judged_for_each_account_that_requires_a_factor_now() {
        assertThat(HeldFactors.satisfied(":user", ":now"))
                .isEqualTo(unsatisfied() + ")")
                .contains("p.required and coalesce(p.grace_period_ends_at, p.enforced_since) <= :now")
                .contains("f.user_id = :user and f.method = any (p.allowed_methods)");
    }

    @Test
    void a_forbidden_second_factor_counts_for_a_user_who_has_no_other_that_can_answer() {
        String forbidden = "and '%s' <> all (p.allowed_methods)) or not exists (select from second_factor f"
                + " where f.user_id = u.id and f.status = 'active' and not exists (";
        assertThat(HeldFactors.usable("u.id", "now()", FactorMethod.TOTP))
                .contains(forbidden.formatted("totp"))
                .contains("p.required and coalesce(p.grace_period_ends_at, p.enforced_since) <= now()")
                .endsWith(" and not exists (select from second_factor f where f.user_id = u.id and f.method = 'passkey'"
                        + " and f.status = 'active'))");
        assertThat(HeldFactors.usable("u.id", "now()", FactorMethod.PASSKEY))
                .contains(forbidden.formatted("passkey"))
                .endsWith("and f.method <> all (p.allowed_methods))))")
                .doesNotContain("f.method = 'passkey'");
    }

    private static String unsatisfied() {
        String satisfied = HeldFactors.satisfied(":user", ":now");
        return satisfied.substring(0, satisfied.length() - 1);
    }

    @Test
    void a_backup_method_counts_in_a_session_while_every_account_allows_it() {
        assertThat(HeldFactors.proof(":user"))
                .contains("case when 'recovery' = any (s.amr) then " + HeldFactors.allowed(":user", "recovery_code")
                        + " else true end as recovery_allowed");
    }
}
