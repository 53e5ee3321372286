package dev.sallyport.factors.factor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.security.assurance.FactorMethod;
import dev.sallyport.security.assurance.FactorRole;
import dev.sallyport.testing.Rows;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

/** The views say of each method who has it: a migration that forgets one is noticed here. */
@QuarkusTest
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class FactorViewsTest {

    /** What no policy names: a mailbox is no factor, and what an agent gives no member keeps. */
    private static final Set<FactorRole> UNNAMED = Set.of(FactorRole.MAILBOX, FactorRole.TEMPORARY);

    private static final Pattern METHOD = Pattern.compile("'([a-z_]+)'::text AS method");

    @Inject
    Rows rows;

    private TreeSet<String> methodsIn(String view) {
        String definition = rows.text("select pg_get_viewdef('" + view + "')");
        return METHOD.matcher(definition)
                .results()
                .map(found -> found.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static TreeSet<String> texts(FactorRole... roles) {
        return Stream.of(roles)
                .map(FactorMethod::of)
                .flatMap(List::stream)
                .map(FactorMethod::text)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    @Test
    void every_second_factor_is_in_the_view_of_second_factors() {
        assertThat(methodsIn("second_factor")).isEqualTo(texts(FactorRole.SECOND_FACTOR));
    }

    @Test
    void whatever_takes_the_place_of_a_second_factor_is_in_the_other_view() {
        assertThat(methodsIn("factor_substitute"))
                .isEqualTo(texts(FactorRole.BACKUP, FactorRole.RESET, FactorRole.TEMPORARY));
    }

    @Test
    void a_policy_can_allow_every_method_that_a_member_keeps() {
        String check = rows.text("select string_agg(pg_get_constraintdef(oid), ' ') from pg_constraint"
                + " where conrelid = 'two_factor_policy'::regclass and contype = 'c'");
        for (FactorMethod method : FactorMethod.values()) {
            assertThat(check.matches("(?s).*<@ '\\{[^}]*\\b" + method.text() + "\\b.*"))
                    .as(method + " in " + check)
                    .isEqualTo(!UNNAMED.contains(method.role()));
        }
    }
}
