package dev.sallyport.edge.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.sallyport.edge.platform.ContainerEngine.Result;
import dev.sallyport.security.crypto.Keyset;
import dev.sallyport.testing.Api;
import dev.sallyport.testing.Mailbox;
import dev.sallyport.testing.People;
import dev.sallyport.testing.Ports;
import dev.sallyport.testing.PostgresResource;
import dev.sallyport.testing.SallyportResource;
import io.restassured.RestAssured;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The image of this commit, which {@code .ci/image} has built, run as {@code deploy/compose.yaml} runs it, beside a
 * database and a mail server of this machine.
 */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class ImageIT {

    private static final String IMAGE = "sallyport";
    private static final String REVISION = "{{index .Config.Labels \"org.opencontainers.image.revision\"}}";
    private static final String[] HEALTH_CHECK = {
        "java", "-XX:TieredStopAtLevel=1", "-cp", "app/*", "dev.sallyport.edge.platform.ContainerProbe"
    };

    @TempDir
    Path folder;

    private ContainerEngine engine;
    private final String name = "sallyport-it-" + ProcessHandle.current().pid();

    private void assumeBuilt() throws IOException, InterruptedException {
        engine = ContainerEngine.installed().orElse(null);
        assumeTrue(engine != null, "neither podman nor docker is installed: see .ci/image");
        Result built = engine.run("image", "inspect", "--format", REVISION, IMAGE);
        String head = new String(new ProcessBuilder("git", "rev-parse", "HEAD")
                        .start()
                        .getInputStream()
                        .readAllBytes())
                .strip();
        assumeTrue(built.output().strip().equals(head), "there is no image of this commit: see .ci/image");
    }

    @Test
    @DisplayName("[CONF-04] [CONF-05] the image runs without root, with a root file system that it cannot write, with"
            + " secrets from files; its own health check finds it ready, users sign in, and it stops when asked")
    void the_image_serves() throws Exception {
        assumeBuilt();
        int port = Ports.free();
        int management = Ports.free();
        Mailbox mailbox = new Mailbox(Ports.free());
        try (EmbeddedPostgres server = PostgresResource.builder().start()) {
            secrets();
            start(server.getJdbcUrl("postgres", "postgres"), port, management, mailbox.port());
            awaitReady(management);
            assertThat(health()).isZero();
            signIn(port, mailbox);
            assertFewRights();
            Result stopped = engine.run("stop", "--time", "20", name);
            assertThat(stopped.code()).as(stopped.output()).isZero();
            assertThat(engine.run("inspect", "--format", "{{.State.ExitCode}}", name)
                            .output()
                            .strip())
                    .isEqualTo("143");
        } finally {
            engine.run("rm", "--force", name);
            mailbox.stop();
        }
    }

    /** Made by the image's own command, and readable for its user. */
    private void secrets() throws IOException, InterruptedException {
        Result keyset = engine.run(with(limits(), "run", "--rm", "--network=host", IMAGE, "admin", "keyset", "new"));
        String document = keyset.output().substring(keyset.output().indexOf('{'));
        assertThat(Keyset.parse(document)).isNotNull();
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
        Files.writeString(folder.resolve("keyset.json"), document);
        Files.write(
                folder.resolve("sallyport.properties"),
                List.of(
                        "quarkus.datasource.username=postgres",
                        "quarkus.datasource.password=postgres",
                        "sallyport.bootstrap-client-id=" + SallyportResource.CLIENT_ID,
                        "sallyport.bootstrap-client-secret=" + SallyportResource.CLIENT_SECRET));
    }

    private void start(String url, int port, int management, int mailPort) throws IOException, InterruptedException {
        List<String> arguments = new ArrayList<>(
                List.of("run", "--detach", "--name", name, "--network=host", "--read-only", "--cap-drop=ALL"));
        arguments.addAll(List.of("--security-opt=no-new-privileges", "--tmpfs=/tmp:exec", "--memory=768m"));
        arguments.addAll(List.of("--volume", folder + ":/run/secrets:ro"));
        for (String setting : List.of(
                "QUARKUS_DATASOURCE_JDBC_URL=" + url,
                "QUARKUS_CONFIG_LOCATIONS=/run/secrets/sallyport.properties",
                "SALLYPORT_KEYSET_FILE=/run/secrets/keyset.json",
                "QUARKUS_MAILER_HOST=127.0.0.1",
                "QUARKUS_MAILER_PORT=" + mailPort,
                "QUARKUS_MAILER_START_TLS=DISABLED",
                "QUARKUS_HTTP_PORT=" + port,
                "QUARKUS_MANAGEMENT_PORT=" + management)) {
            arguments.addAll(List.of("--env", setting));
        }
        arguments.add(IMAGE);
        Result started = engine.run(with(limits(), arguments.toArray(String[]::new)));
        assertThat(started.code()).as(started.output()).isZero();
    }

    /** Some sandboxes refuse the limits that podman sets by itself. */
    private List<String> limits() {
        return engine.isPodman() ? List.of("--ulimit=nofile=4096:4096", "--ulimit=nproc=4096:4096") : List.of();
    }

    private static String[] with(List<String> options, String... command) {
        List<String> all = new ArrayList<>(List.of(command));
        all.addAll(1, options);
        return all.toArray(String[]::new);
    }

    private void awaitReady(int management) {
        long end = System.nanoTime() + Duration.ofSeconds(60).toNanos();
        while (!ContainerProbe.isReady("http://127.0.0.1:" + management + "/q/health/ready")) {
            assertThat(System.nanoTime()).as(() -> log()).isLessThan(end);
            LockSupport.parkNanos(Duration.ofMillis(100).toNanos());
        }
    }

    private int health() throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("exec", name));
        command.addAll(List.of(HEALTH_CHECK));
        return engine.run(command.toArray(String[]::new)).code();
    }

    private String log() {
        try {
            return engine.run("logs", name).output();
        } catch (IOException e) {
            return e.toString();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return e.toString();
        }
    }

    private static void signIn(int port, Mailbox mailbox) {
        RestAssured.baseURI = "http://127.0.0.1";
        RestAssured.port = port;
        String email = "image@example.org";
        Api.createAccount("Acme", email, People.PASSWORD).statusCode(201);
        String challenge = Api.signIn(email, People.PASSWORD, null)
                .statusCode(200)
                .extract()
                .path("challengeToken");
        String token = Api.verify(challenge, "email_code", mailbox.awaitCode(email, 1))
                .statusCode(200)
                .extract()
                .path("accessToken");
        Api.session(token).statusCode(200);
        Api.introspect(token).statusCode(200);
    }

    private void assertFewRights() throws IOException, InterruptedException {
        String status = engine.run("inspect", "--format", "{{.Config.User}} {{.HostConfig.ReadonlyRootfs}}", name)
                .output();
        assertThat(status.strip()).isEqualTo("10001 true");
        assertThat(log()).contains("Listening on").doesNotContain(SallyportResource.CLIENT_SECRET, "Permission denied");
    }
}
