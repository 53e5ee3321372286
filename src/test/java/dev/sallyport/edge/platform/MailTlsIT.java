package dev.sallyport.edge.platform;

import static dev.sallyport.testing.Await.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.security.crypto.Keyset;
import dev.sallyport.testing.Api;
import dev.sallyport.testing.Certificates;
import dev.sallyport.testing.OddMailServer;
import dev.sallyport.testing.OddMailServer.Habit;
import dev.sallyport.testing.People;
import dev.sallyport.testing.SallyportResource;
import dev.sallyport.testing.SlowTest;
import dev.sallyport.testing.SpareDatabases;
import io.restassured.RestAssured;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
@SlowTest
class MailTlsIT {

    private static final String DATABASE = "mail_tls";

    @TempDir
    Path folder;

    @Test
    @DisplayName("[NOTI-06] No mail goes to a server without TLS, with a stranger's certificate or under another name")
    void mail_goes_only_to_the_server_that_is_meant() throws Exception {
        Certificates certificates = new Certificates(folder);
        SpareDatabases.empty(DATABASE);
        SSLContext stranger = certificates.server("stranger", "ip:127.0.0.1");
        SSLContext misnamed = certificates.server("misnamed", "dns:mail.example.org");
        SSLContext meant = certificates.server("meant", "ip:127.0.0.1");
        try (OddMailServer server = new OddMailServer(0, Habit.WILLING);
                StartedService service = StartedService.start(
                                folder, settings(server.port(), certificates.trust("misnamed", "meant")))
                        .untilReady()) {
            RestAssured.baseURI = "http://127.0.0.1";
            RestAssured.port = service.apiPort();

            assertNothingGoesTo(server);
            server.encrypt(stranger);
            assertNothingGoesTo(server);
            server.encrypt(misnamed);
            assertNothingGoesTo(server);
            assertThat(service.output()).contains("The mail server").doesNotContain("enter this code");

            server.encrypt(meant);
            String email = signInUser();
            await(() -> server.mails().stream().anyMatch(mail -> mail.contains(email)));
            assertThat(server.hellos()).containsOnly("login.example.test");
            assertThat(server.mails())
                    .allMatch(mail -> mail.contains("From: =?UTF-8?B?R3LDtsOfZSwgSW5jLg==?= <no-reply@example.org>\n"))
                    .allMatch(mail ->
                            mail.contains("@example.org>\n") && mail.contains("Auto-Submitted: auto-generated\n"));
        }
    }

    private static void assertNothingGoesTo(OddMailServer server) {
        int before = server.calls();
        signInUser();
        await(() -> server.calls() > before && server.endedCalls() == server.calls());
        assertThat(server.mails()).isEmpty();
    }

    /** Who is owed a code by mail from now on. */
    private static String signInUser() {
        String email = "user-" + UUID.randomUUID() + "@example.org";
        Api.createAccount("Acme", email, People.PASSWORD).statusCode(201);
        Api.signIn(email, People.PASSWORD, null).statusCode(200);
        return email;
    }

    private Map<String, String> settings(int mailPort, Path trusted) throws Exception {
        Path keyset = Files.writeString(folder.resolve("keyset.json"), Keyset.generate());
        Map<String, String> settings = new HashMap<>(Map.of(
                "QUARKUS_DATASOURCE_JDBC_URL",
                SpareDatabases.url(DATABASE),
                "QUARKUS_DATASOURCE_USERNAME",
                "postgres",
                "SALLYPORT_ISSUER",
                "https://login.example.test",
                "QUARKUS_MAILER_FROM",
                "Größe, Inc. <no-reply@example.org>"));
        settings.putAll(Map.of(
                "SALLYPORT_KEYSET_FILE",
                keyset.toString(),
                "SALLYPORT_BOOTSTRAP_CLIENT_ID",
                SallyportResource.CLIENT_ID,
                "SALLYPORT_BOOTSTRAP_CLIENT_SECRET",
                SallyportResource.CLIENT_SECRET,
                "QUARKUS_MAILER_HOST",
                "127.0.0.1",
                "QUARKUS_MAILER_PORT",
                Integer.toString(mailPort),
                "QUARKUS_MAILER_TRUSTSTORE_PATHS",
                trusted.toString(),
                "QUARKUS_MAILER_TRUSTSTORE_PASSWORD",
                Certificates.PASSWORD));
        return settings;
    }
}
