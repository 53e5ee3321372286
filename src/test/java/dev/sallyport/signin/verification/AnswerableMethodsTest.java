package dev.sallyport.signin.verification;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.security.assurance.FactorMethod;
import dev.sallyport.sessions.session.HeldFactors;
import java.util.List;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class AnswerableMethodsTest {

    private static final String SELECT = AnswerableMethods.select("u.id", "now()");

    @Test
    void a_second_factor_is_offered_while_held_and_usable_and_a_substitute_while_policies_allow_it() {
        List<String> columns = List.of(SELECT.split(",\n(?=case)"));

        assertThat(columns).hasSize(5);
        assertThat(columns.get(0))
                .contains("from second_factor f where f.user_id = u.id and f.method = 'passkey')")
                .contains(HeldFactors.usable("u.id", "now()", FactorMethod.PASSKEY) + " then 'passkey' end");
        assertThat(columns.get(1))
                .contains("from second_factor f where f.user_id = u.id and f.method = 'totp')")
                .contains(HeldFactors.usable("u.id", "now()", FactorMethod.TOTP) + " then 'totp' end");
        assertThat(columns.get(2))
                .contains("from factor_substitute f where f.user_id = u.id and f.method = 'recovery_code'")
                .contains("m.user_id = u.id and 'recovery_code' <> all (p.allowed_methods)")
                .contains("then 'recovery_code' end");
        assertThat(columns.get(3))
                .contains("from factor_substitute f where f.user_id = u.id and f.method = 'paper_key'")
                .contains("m.user_id = u.id and 'paper_key' <> all (p.allowed_methods)")
                .contains("then 'paper_key' end");
        assertThat(columns.get(4))
                .contains("from factor_substitute f where f.user_id = u.id and f.method = 'access_code'")
                .contains("f.expires_at > now()")
                .doesNotContain("allowed_methods")
                .contains("then 'access_code' end");
    }

    @Test
    void methods_that_the_user_cannot_answer_with_are_left_out_of_the_column() {
        assertThat(SELECT).startsWith("array_remove(array[").endsWith("], null)");
    }

    @Test
    void the_column_is_read_in_its_order() {
        assertThat(AnswerableMethods.of(List.of("totp", "paper_key")))
                .containsExactly(FactorMethod.TOTP, FactorMethod.PAPER_KEY);
        assertThat(AnswerableMethods.of(List.of())).isEmpty();
    }
}
