package dev.sallyport.sessions.session;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

/** That the parts are put together right; what each finds is tested on the database. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class HeldFactorsTest {

    @Test
    void every_part_is_about_the_user_that_is_named() {
        assertThat(HeldFactors.authenticator("u.id"))
                .isEqualTo("exists (select from second_factor f where f.user_id = u.id)");
        assertThat(HeldFactors.allowed("u.id", "totp")).contains("m.user_id = u.id and 'totp' <> all");
        assertThat(HeldFactors.linked("u.id")).contains("where i.user_id = u.id and m.user_id = u.id)");
    }

    @Test
    void a_policy_spares_who_has_a_factor_who_is_vouched_for_and_who_is_not_asked_yet() {
        assertThat(HeldFactors.withinPolicy(":user", ":now"))
                .startsWith("(" + HeldFactors.satisfyingFactor(":user") + " or ")
                .contains("s.policy_exempt and exists")
                .contains("coalesce(p.grace_period_ends_at, p.enforced_since) <= :now")
                .endsWith(" and " + HeldFactors.notCleared(":user", "s.id"));
    }

    @Test
    void a_forbidden_second_factor_counts_for_a_user_who_has_no_other() {
        assertThat(HeldFactors.usable("u.id", "totp"))
                .startsWith("(" + HeldFactors.allowed("u.id", "totp") + " or not exists (")
                .contains("f.method <> all (p.allowed_methods)");
    }

    @Test
    void a_backup_method_counts_in_a_session_while_every_account_allows_it() {
        assertThat(HeldFactors.proof(":user"))
                .contains("case when 'recovery' = any (s.amr) then " + HeldFactors.allowed(":user", "recovery_code")
                        + " else true end as recovery_allowed");
    }
}
