package dev.sallyport.edge.platform;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sallyport.security.crypto.Keyset;
import dev.sallyport.security.crypto.KeysetDocuments;
import dev.sallyport.testing.SpareDatabases;
import io.quarkus.runtime.configuration.ConfigurationException;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import javax.sql.DataSource;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Starts of replicas with the files of a rotation, on one database. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class KeysetCheckTest {

    private Instant now = Instant.parse("2026-11-29T10:00:00Z");

    @ParameterizedTest
    @ValueSource(strings = {"secrets", "tokens", "codes", "passwords"})
    @DisplayName("[CRYP-02] a replica whose file lacks the primary key in use does not start; one that has both does")
    void a_replica_without_the_primary_key(String purpose) throws SQLException {
        DataSource database = SpareDatabases.ofFirstRelease("keyset_" + purpose);
        String before = Keyset.generate();
        String after = KeysetDocuments.rotated(before, purpose);
        String ahead = KeysetDocuments.withPrimaryOf(after, before, purpose);

        starts(database, before);
        starts(database, ahead);
        starts(database, before); // the new key is not in use
        starts(database, after);
        assertThatThrownBy(() -> start(database, before, false))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("SALLYPORT_KEYSET_FILE lacks key")
                .hasMessageContaining("of purpose '" + purpose + "'");
        assertThatThrownBy(() -> start(database, before, true)).isInstanceOf(ConfigurationException.class);
        starts(database, ahead); // an update that is taken back
        starts(database, before);
        starts(database, after);
        starts(database, KeysetDocuments.withoutFormer(after, purpose));
    }

    @Test
    @DisplayName(
            "[CRYP-04] a replica with the keys of another instance does not start, nor one with two purposes swapped")
    void a_replica_with_other_keys() throws SQLException {
        DataSource database = SpareDatabases.ofFirstRelease("other_keyset");
        String document = Keyset.generate();
        starts(database, document);
        for (String other : List.of(Keyset.generate(), KeysetDocuments.swapped(document, "tokens", "codes"))) {
            assertThatThrownBy(() -> start(database, other, false))
                    .isInstanceOf(ConfigurationException.class)
                    .hasMessageContaining("names another keyset, or two purposes in it are swapped");
        }
        starts(database, document);
    }

    private void starts(DataSource database, String document) {
        assertThatCode(() -> start(database, document, false)).doesNotThrowAnyException();
    }

    private void start(DataSource database, String document, boolean readOnly) throws SQLException {
        now = now.plus(Duration.ofMinutes(1));
        new KeysetCheck(database, Keyset.parse(document), Clock.fixed(now, ZoneOffset.UTC), () -> readOnly).verify();
    }
}
