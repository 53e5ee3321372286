package dev.sallyport.edge.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.sallyport.testing.Certificates;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is in {@code deploy} for other programs, checked by those programs where they are installed. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class DeployedProgramsTest {

    private static final Path DEPLOY = Path.of("deploy").toAbsolutePath();

    @TempDir
    Path folder;

    private static String checked(String... command) throws IOException, InterruptedException {
        Process program = new ProcessBuilder(command).redirectErrorStream(true).start();
        String words = new String(program.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(program.waitFor()).as(words).isZero();
        return words;
    }

    private static void assumeInstalled(String program) {
        assumeTrue(Files.isExecutable(Path.of(program)), program + " is not installed: see .ci/run");
    }

    @Test
    void nginx_takes_the_configuration_that_ends_tls() throws IOException, InterruptedException {
        assumeInstalled("/usr/sbin/nginx");
        List<Path> pair = new Certificates(folder).pem("auth");
        String site = Files.readString(DEPLOY.resolve("nginx/tls.conf"))
                .replace(
                        "/etc/nginx/certificates/auth.example.org.pem",
                        pair.get(0).toString())
                .replace(
                        "/etc/nginx/certificates/auth.example.org.key",
                        pair.get(1).toString())
                .replace("server sallyport:8080", "server 127.0.0.1:8080");
        Path main = Files.writeString(
                folder.resolve("nginx.conf"),
                "pid nginx.pid; error_log stderr; events {} http { access_log off; %s }".formatted(site));
        checked("/usr/sbin/nginx", "-t", "-p", folder.toString(), "-c", main.toString());
    }

    @Test
    void caddy_takes_its_configuration() throws IOException, InterruptedException {
        assumeInstalled("/usr/bin/caddy");
        String file = DEPLOY.resolve("caddy/Caddyfile").toString();
        checked("/usr/bin/caddy", "validate", "--adapter", "caddyfile", "--config", file);
        assertThat(checked("/usr/bin/caddy", "fmt", file)).isEqualTo(Files.readString(Path.of(file)));
    }

    @Test
    @DisplayName("[CONF-05] systemd takes the unit, and the service runs as a user without rights")
    void systemd_takes_the_unit() throws IOException, InterruptedException {
        Path unit = DEPLOY.resolve("systemd/sallyport.service");
        assertThat(Files.readString(unit))
                .contains("\nDynamicUser=yes\n", "\nNoNewPrivileges=yes\n", "\nCapabilityBoundingSet=\n")
                .contains("\nProtectSystem=strict\n", "\nLoadCredential=keyset.json:")
                .doesNotContain("PASSWORD", "SECRET");
        assumeInstalled("/usr/bin/systemd-analyze");
        // The program of this JVM stands for the one that the unit names, which may not be installed.
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        Path tried = Files.writeString(
                folder.resolve("sallyport.service"), Files.readString(unit).replace("/usr/bin/java", java));
        assertThat(checked("/usr/bin/systemd-analyze", "verify", tried.toString()))
                .doesNotContain("sallyport.service:");
    }

    @Test
    void the_script_is_one_of_any_shell() throws IOException, InterruptedException {
        Path script = DEPLOY.resolve("sallyport");
        assertThat(script).isExecutable();
        checked("sh", "-n", script.toString());
    }

    /** Where the documents have it: beside the program, below it, and as a link in a folder of programs. */
    @Test
    void the_script_finds_the_program() throws IOException, InterruptedException {
        Path program = Files.createDirectory(folder.resolve("opt"));
        Path below = Files.createDirectory(program.resolve("deploy"));
        Path link = folder.resolve("linked");
        Files.copy(DEPLOY.resolve("sallyport"), program.resolve("sallyport"), StandardCopyOption.COPY_ATTRIBUTES);
        Files.copy(DEPLOY.resolve("sallyport"), below.resolve("sallyport"), StandardCopyOption.COPY_ATTRIBUTES);
        Files.createSymbolicLink(link, program.resolve("sallyport"));
        Files.writeString(program.resolve("quarkus-run.jar"), "none");
        for (Path script : List.of(program.resolve("sallyport"), below.resolve("sallyport"), link)) {
            assertThat(ended(script))
                    .as(script.toString())
                    .contains("quarkus-run.jar")
                    .doesNotContain("is not in");
        }
        Files.delete(program.resolve("quarkus-run.jar"));
        assertThat(ended(link)).contains("quarkus-run.jar is not in " + program.toRealPath());
    }

    private static String ended(Path script) throws IOException, InterruptedException {
        Process program =
                new ProcessBuilder(script.toString()).redirectErrorStream(true).start();
        String words = new String(program.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(program.waitFor()).isEqualTo(1);
        return words;
    }
}
