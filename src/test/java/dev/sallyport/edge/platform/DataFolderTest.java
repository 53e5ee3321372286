package dev.sallyport.edge.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sallyport.security.crypto.Keyset;
import io.quarkus.runtime.configuration.ConfigurationException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class DataFolderTest {

    @TempDir
    Path parent;

    @Test
    @DisplayName("[CRYP-03] Keys and password are made once, for their owner only")
    void keys_are_made_once() throws Exception {
        DataFolder data = DataFolder.in(parent.resolve("data"));
        Path keyset = data.keyset();
        String made = Files.readString(keyset);

        assertThat(Keyset.parse(made)).isNotNull();
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(keyset)))
                .isEqualTo("rw-------");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(parent.resolve("data"))))
                .isEqualTo("rwx------");
        assertThat(Files.readString(data.keyset())).isEqualTo(made);
        assertThat(data.password()).hasSize(48).isEqualTo(data.password());
    }

    @Test
    @DisplayName("[CRYP-03] Lost keys of an existing database are not replaced")
    void lost_keys_are_not_replaced() throws Exception {
        DataFolder data = DataFolder.in(parent.resolve("data"));
        Files.createDirectory(data.database());

        assertThatThrownBy(data::keyset)
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("keyset.json");
    }

    @Test
    @DisplayName("The files of another PostgreSQL major version are refused by name")
    void another_major_version_is_refused() throws Exception {
        DataFolder data = DataFolder.in(parent.resolve("data"));
        Files.createDirectory(data.database());
        Files.writeString(data.database().resolve("PG_VERSION"), "17\n");

        assertThatThrownBy(() -> EmbeddedDatabase.start(data))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("created by PostgreSQL 17")
                .hasMessageContaining("contains " + EmbeddedDatabase.MAJOR);
    }

    @Test
    @DisplayName("A process id that now belongs to something else is left alone")
    void a_stranger_is_left_alone() throws Exception {
        Process stranger = new ProcessBuilder("sleep", "30").start();
        try {
            Files.write(parent.resolve("postmaster.pid"), List.of("" + stranger.pid(), parent.toString(), "0"));

            OrphanServer.end(parent);

            assertThat(stranger.isAlive()).isTrue();
        } finally {
            stranger.destroy();
        }
    }
}
