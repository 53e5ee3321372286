package dev.sallyport.accounts.account;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import org.hibernate.exception.ConstraintViolationException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class ExternalIdUniquenessTest {

    private static boolean isTaken(String state, @Nullable String key) {
        return ExternalIdUniqueness.isTaken(
                new ConstraintViolationException("violated", new SQLException("violated", state), key));
    }

    @Test
    void the_key_of_a_shard_or_of_no_name_is_the_key() {
        assertThat(isTaken("23505", "account_external_id_key")).isTrue();
        assertThat(isTaken("23505", "account_external_id_key_102008")).isTrue();
        assertThat(isTaken("23505", null)).isTrue();
    }

    @Test
    void other_violations_are_failures() {
        assertThat(isTaken("23505", "app_user_email_key")).isFalse();
        assertThat(isTaken("23503", null)).isFalse();
        assertThat(isTaken("23503", "account_external_id_key")).isFalse();
    }
}
