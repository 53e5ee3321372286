package dev.sallyport.edge.platform;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.testing.SlowTest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The archive that {@code deploy/archive} makes with the JVM of the tests. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
@SlowTest
class ArchiveIT {

    private static final Path SCRIPT = Path.of("deploy", "archive").toAbsolutePath();
    private static final Path JVM = Path.of(System.getProperty("java.home"), "bin");

    /** Not the lambdas, which have an address in their names: the JVM makes some of them anew. */
    private static final Pattern OURS = Pattern.compile("(?m) (dev\\.sallyport\\.[\\w.$]+) source: (.+)$");

    @TempDir
    Path folder;

    @Test
    void a_start_loads_our_classes_from_the_archive_and_reads_no_file_of_them() throws Exception {
        Path app = folder.resolve("app");
        end(started(Path.of(""), "cp", "-rp", StartedService.PROGRAM.getParent().toString(), app.toString()));
        end(started(Path.of(""), SCRIPT.toString(), app.toString()));

        List<MatchResult> loaded = loaded(app);

        assertThat(loaded).hasSizeGreaterThan(1000);
        // What has a class loader of its own, as in a package of JDK 17, is in the archive only as far as it was used.
        assertThat(loaded.stream().filter(one -> !one.group(2).startsWith("shared objects file")))
                .extracting(one -> one.group(1))
                .hasSizeLessThan(Runtime.version().feature() < 25 ? loaded.size() / 2 : 1);
    }

    /** What a start with the archive loads of ours. */
    private List<MatchResult> loaded(Path app) throws IOException, InterruptedException {
        String archive = Files.readString(app.resolve("archive.env")).strip().substring("ARCHIVE=".length());
        Path classes = folder.resolve("classes.log");
        Process service = started(
                app,
                JVM.resolve("java").toString(),
                "-Xms48m",
                "-Xmx192m",
                "-XX:+UseSerialGC",
                archive,
                "-Xlog:class+load:file=" + classes,
                "-jar",
                "quarkus-run.jar");
        while (service.isAlive() && !Files.readString(output()).contains("Management interface listening")) {
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(50));
        }
        assertThat(service.isAlive()).as(Files.readString(output())).isTrue();
        service.destroy();
        service.waitFor();
        return OURS.matcher(Files.readString(classes)).results().toList();
    }

    private Path output() {
        return folder.resolve("output");
    }

    private Process started(Path in, String... command) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(in.toAbsolutePath().toFile())
                .redirectErrorStream(true)
                .redirectOutput(output().toFile());
        Map<String, String> environment = builder.environment();
        environment.keySet().removeIf(name -> name.startsWith("QUARKUS_") || name.startsWith("SALLYPORT_"));
        environment.put("PATH", JVM + ":" + environment.get("PATH"));
        environment.putAll(Map.of(
                "QUARKUS_HTTP_PORT", "0",
                "QUARKUS_MANAGEMENT_PORT", "0",
                "SALLYPORT_DATA_DIR", folder.resolve("data").toString()));
        return builder.start();
    }

    private void end(Process program) throws IOException, InterruptedException {
        assertThat(program.waitFor()).as(() -> read(output())).isZero();
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            return e.toString();
        }
    }
}
