package dev.sallyport;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code .ci/previous} in a repository with one release. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class PreviousReleaseTest {

    private static final String MIGRATIONS = "src/main/resources/db/migration";

    @TempDir
    Path repository;

    @Test
    @DisplayName(
            "[RELY-08] the tests of the release before run with the migrations of this one, and none of its own may"
                    + " change")
    void the_release_before_runs_on_the_new_schema() throws IOException, InterruptedException {
        Files.createDirectories(repository.resolve(".ci"));
        Files.copy(Path.of(".ci/previous"), repository.resolve(".ci/previous"));
        Path migrations = Files.createDirectories(repository.resolve(MIGRATIONS));
        Files.writeString(migrations.resolve("V1__first.sql"), "create table first (id int);");
        Files.writeString(repository.resolve("code"), "of the release");
        git("init", "--quiet");
        commit();
        assertThat(previous()).isEqualTo("No release yet\n0");

        git("tag", "v1.0.0");
        Files.writeString(migrations.resolve("V2__second.sql"), "create table second (id int);");
        Files.writeString(repository.resolve("code"), "of the next release");
        commit();
        assertThat(previous("cat", "code", MIGRATIONS + "/V1__first.sql", MIGRATIONS + "/V2__second.sql"))
                .contains("The tests of v1.0.0")
                .contains("of the releasecreate table first (id int);create table second (id int);")
                .endsWith("0");
        assertThat(previous("false")).endsWith("1");

        Files.writeString(migrations.resolve("V1__first.sql"), "create table other (id int);");
        commit();
        assertThat(previous("cat", "code"))
                .contains("have changed", "V1__first.sql")
                .endsWith("1");
    }

    private void commit() throws IOException, InterruptedException {
        git("add", "-A");
        git("-c", "user.name=test", "-c", "user.email=test@example.org", "commit", "--quiet", "-m", "Change");
    }

    private void git(String... arguments) throws IOException, InterruptedException {
        assertThat(run("git", arguments)).endsWith("0");
    }

    private String previous(String... command) throws IOException, InterruptedException {
        return run(".ci/previous", command);
    }

    /** What it printed, and its exit code at the end. */
    private String run(String program, String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(program));
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command)
                .directory(repository.toFile())
                .redirectErrorStream(true)
                .start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return output + process.waitFor();
    }
}
