package dev.sallyport.security.token;

import static org.assertj.core.api.Assertions.assertThatCode;

import dev.sallyport.testing.Rows;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

@QuarkusTest
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class SigningKeysTest {

    @Inject
    SigningKeys keys;

    @Inject
    Rows rows;

    @Test
    @DisplayName("a start waits for no other replica where there is a key already")
    void a_start_where_there_is_a_key() {
        // Without the look before the lock, the statement would end at its time limit.
        rows.whileHeld(
                "select pg_advisory_xact_lock(hashtext('sallyport signing key'))",
                () -> assertThatCode(() -> keys.onStart(new StartupEvent())).doesNotThrowAnyException());
    }
}
