package dev.sallyport.trail.seal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.trail.sealcheck.ExportedTrail;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The export of a trail, which is verified with the public keys alone. */
@QuarkusTest
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class TrailExportTest extends SealedEvents {

    @Test
    @DisplayName("[LOGS-11] an export is verified with the public keys alone, and a changed line is found")
    void export(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("trail.ndjson");
        try (PrintWriter out = new PrintWriter(file.toFile())) {
            operator.export(out);
        }
        Path pem = folder.resolve("keys.pem");
        Files.writeString(pem, String.join("", operator.publicKeys()));
        List<String> inDatabase = new ArrayList<>();
        operator.verify(Optional.of(before), finding -> inDatabase.add(finding.toString()));
        assertThat(check(file, pem)).containsExactlyInAnyOrderElementsOf(inDatabase);

        String created = event("user_created");
        Files.writeString(
                file,
                Files.readString(file).replaceAll("(\"id\":\"" + created + "\"[^\n]*)\"success\"", "$1\"refused\""));
        assertThat(check(file, pem)).contains("event " + created + " of " + owner(created) + " was changed");
    }

    @Test
    @DisplayName("[LOGS-11] what the first line of an export says of retention excuses no list that is gone")
    void a_forged_first_line(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("trail.ndjson");
        try (PrintWriter out = new PrintWriter(file.toFile())) {
            operator.export(out);
        }
        Path pem = folder.resolve("keys.pem");
        Files.writeString(pem, String.join("", operator.publicKeys()));
        Files.writeString(
                file,
                Files.readString(file)
                        .replaceFirst("\"purgedBefore\":\"[^\"]*\"", "\"purgedBefore\":\"2999-01-01T00:00:00Z\"")
                        .replaceAll("\"leaves\":\"[^\"]*\"", "\"leaves\":null"));

        assertThat(check(file, pem)).anyMatch(finding -> finding.contains("list of events"));
    }

    private List<String> check(Path file, Path pem) throws IOException {
        List<String> found = new ArrayList<>();
        ExportedTrail.verify(file, pem, Optional.of(before), finding -> found.add(finding.toString()));
        return found;
    }
}
