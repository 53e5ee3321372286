package dev.sallyport.trail.sealcheck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.sallyport.trail.chain.Horizon;
import dev.sallyport.trail.chain.Owners;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The first line of an exported trail. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class FileTrailTest {

    private static final Path OPEN_FILES = Path.of("/proc/self/fd");

    private static final String HEADER = TrailLines.header(new UUID(9, 9), SealedTrail.START, Horizon.NOTHING);

    @TempDir
    Path folder;

    private Path file(String header) throws IOException {
        return Files.write(folder.resolve("trail.ndjson"), List.of(header));
    }

    private static String withOwner(String owner) {
        return HEADER.replaceFirst("\"owner\":\"[^\"]*\",", owner);
    }

    @Test
    @DisplayName("[LOGS-17] an export of the older form, which names no owner, is the trail of the service")
    void without_an_owner() throws IOException {
        Path file = file(withOwner(""));

        try (FileTrail trail = FileTrail.open(file)) {
            assertThat(trail.owner()).isEqualTo(Owners.SERVICE);
        }
        assertThat(ExportedTrail.owner(file)).isEqualTo("service");
        assertThat(ExportedTrail.owner(file(HEADER))).isEqualTo(new UUID(9, 9).toString());
    }

    @Test
    void a_file_that_is_no_trail_is_closed() throws IOException {
        assumeThat(OPEN_FILES).isDirectory();
        for (String header : List.of(
                "{}",
                "text",
                withOwner("\"owner\":\"x\","),
                HEADER.replaceFirst("\"purgedBefore\":\"[^\"]*\"", "\"purgedBefore\":\"soon\""))) {
            Path file = file(header);

            assertThatThrownBy(() -> FileTrail.open(file)).isInstanceOf(IllegalArgumentException.class);
            assertThat(isOpen(file)).as(header).isFalse();
        }
    }

    private static boolean isOpen(Path file) throws IOException {
        try (Stream<Path> all = Files.list(OPEN_FILES)) {
            return all.anyMatch(each -> leadsTo(each, file));
        }
    }

    private static boolean leadsTo(Path link, Path file) {
        try {
            return Files.readSymbolicLink(link).equals(file.toRealPath());
        } catch (IOException closed) {
            return false;
        }
    }
}
