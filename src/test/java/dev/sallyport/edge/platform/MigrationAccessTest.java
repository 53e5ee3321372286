package dev.sallyport.edge.platform;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class MigrationAccessTest {

    @Test
    void migrations_do_not_wait_long_for_a_lock_unless_an_operator_has_options_of_their_own() {
        assertThat(MigrationAccess.withLockTimeout("jdbc:postgresql://db/a"))
                .isEqualTo("jdbc:postgresql://db/a?options=-c%20lock_timeout=1s");
        assertThat(MigrationAccess.withLockTimeout("jdbc:postgresql://db/a?ssl=true"))
                .isEqualTo("jdbc:postgresql://db/a?ssl=true&options=-c%20lock_timeout=1s");
        assertThat(MigrationAccess.withLockTimeout("jdbc:postgresql://db/a?options=-c%20x=y"))
                .isEqualTo("jdbc:postgresql://db/a?options=-c%20x=y");
    }
}
