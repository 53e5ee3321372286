package dev.sallyport.edge.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.sallyport.security.crypto.Keyset;
import dev.sallyport.testing.Api;
import dev.sallyport.testing.AtOnce;
import dev.sallyport.testing.Mailbox;
import dev.sallyport.testing.People;
import dev.sallyport.testing.Ports;
import dev.sallyport.testing.SallyportResource;
import dev.sallyport.testing.SlowTest;
import dev.sallyport.testing.SpareDatabases;
import dev.sallyport.testing.TotpApp;
import io.restassured.RestAssured;
import io.restassured.path.json.JsonPath;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
@SlowTest
class PgBouncerIT {

    private static final String DATABASE = "pooled";

    @TempDir
    Path folder;

    @Test
    @DisplayName("[RELY-17] behind PgBouncer in transaction mode the service starts, migrates and serves")
    void behind_a_pooler() throws Exception {
        assumeTrue(PgBouncer.isInstalled(), "pgbouncer is not installed: see .ci/run");
        int mail = Ports.free();
        Mailbox mailbox = new Mailbox(mail);
        SpareDatabases.empty(DATABASE);
        try (PgBouncer pgbouncer = PgBouncer.start(folder.resolve("pgbouncer"), SpareDatabases.port(), DATABASE);
                StartedService service = StartedService.start(folder, settings(pgbouncer.port(), mail))) {
            service.untilReady();
            RestAssured.baseURI = "http://127.0.0.1";
            RestAssured.port = service.apiPort();
            serves(mailbox);
            assertThat(service.output().lines().filter(PgBouncerIT::isTrouble)).isEmpty();
        }
    }

    /**
     * Micrometer warns of a gauge that the two HTTP servers share, with and without a pooler. The pool warns of a
     * connection whose check took more than a second, as on a machine that is busy with other tests.
     */
    private static boolean isTrouble(String line) {
        return (line.contains("\"level\":\"WARN\"") || line.contains("\"level\":\"ERROR\""))
                && !line.contains("io.micrometer")
                && !line.contains("incorrect state VALIDATION");
    }

    private static void serves(Mailbox mailbox) throws Exception {
        String email = "ada@example.org";
        Api.createAccount("Acme", email, People.PASSWORD).statusCode(201);
        String opened = challenge(email, null);
        JsonPath first = Api.verify(opened, "email_code", mailbox.awaitCode(email, 1))
                .statusCode(200)
                .extract()
                .jsonPath();
        JsonPath pending = Api.startEnrollment(first.getString("accessToken"))
                .statusCode(201)
                .extract()
                .jsonPath();
        TotpApp app = new TotpApp(pending.getString("secret"));
        JsonPath active = Api.confirm(
                        first.getString("accessToken"), pending.getString("id"), app.codeAt(Instant.now()))
                .statusCode(200)
                .extract()
                .jsonPath();
        JsonPath again = Api.verify(challenge(email, null), "recovery_code", active.getString("recoveryCodes[0]"))
                .statusCode(200)
                .extract()
                .jsonPath();

        // More at once than there are connections, and each kind often enough for the driver to prepare its statement
        List<Integer> statuses = AtOnce.run(
                40,
                number -> () -> number % 2 == 0
                        ? Api.introspect(again.getString("accessToken"))
                                .extract()
                                .statusCode()
                        : Api.session(again.getString("accessToken")).extract().statusCode());
        assertThat(statuses).containsOnly(200);
        String refreshToken = again.getString("refreshToken");
        for (int time = 0; time < 12; time++) {
            refreshToken = Api.refresh(refreshToken).statusCode(200).extract().path("refresh_token");
        }
        String access = Api.refresh(refreshToken).statusCode(200).extract().path("access_token");
        Api.as(access)
                .get("/v1/me/sessions")
                .then()
                .statusCode(200)
                .body("items.find { it.current }.current", equalTo(true));
        Api.as(access).post("/v1/sign-out").then().statusCode(204);
        Api.introspect(access).body("active", equalTo(false));
    }

    private static String challenge(String email, String deviceToken) {
        return Api.signIn(email, People.PASSWORD, deviceToken)
                .statusCode(200)
                .extract()
                .path("challengeToken");
    }

    private Map<String, String> settings(int pooler, int mail) throws Exception {
        Path keyset = Files.writeString(folder.resolve("keyset.json"), Keyset.generate());
        return Map.of(
                "QUARKUS_DATASOURCE_JDBC_URL",
                "jdbc:postgresql://127.0.0.1:" + pooler + "/postgres?prepareThreshold=0",
                "QUARKUS_DATASOURCE_USERNAME",
                "postgres",
                "QUARKUS_DATASOURCE_PASSWORD",
                "postgres",
                "SALLYPORT_KEYSET_FILE",
                keyset.toString(),
                "SALLYPORT_BOOTSTRAP_CLIENT_ID",
                SallyportResource.CLIENT_ID,
                "SALLYPORT_BOOTSTRAP_CLIENT_SECRET",
                SallyportResource.CLIENT_SECRET,
                "QUARKUS_MAILER_HOST",
                "127.0.0.1",
                "QUARKUS_MAILER_PORT",
                Integer.toString(mail),
                "QUARKUS_MAILER_START_TLS",
                "DISABLED");
    }
}
