package dev.sallyport.edge.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sallyport.moving.Exports;
import dev.sallyport.security.crypto.Keyset;
import dev.sallyport.testing.Rows;
import dev.sallyport.testing.SlowTest;
import dev.sallyport.testing.SpareDatabases;
import dev.sallyport.testing.TotpApp;
import io.restassured.RestAssured;
import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Users move from one instance of the package to another, which has a database and a keyset of its own. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
@SlowTest
class TwoInstancesIT {

    private static final String CLIENT = "first-client";
    private static final String CLIENT_SECRET = "a-secret-for-tests-only-5Yw0kPzQ7r";
    private static final String PASSWORD = "correct horse 7 staple";
    private static final String SECRET = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ";
    private static final String OF_ITS_PEPPER =
            "select count(*) from password_credential where sealed_pepper is null and pepper_key_id = ?";
    private static final String ROWS = """
            {"externalId": "4711", "email": "ada@move.example", "emailVerified": true, "locale": "de",\
             "accounts": [{"externalId": "acme", "name": "Acme", "role": "owner"}],\
             "password": {"hash": "$2b$05$wTB3SlwA9PAB4RNDJ4aViuYYccoOGSdJYUp7EhV/e3mwi09FHK8T6"},\
             "totp": [{"secret": "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ", "name": "Phone"}],\
             "recoveryCodes": [{"code": "aaaa-bbbb-cc"}, {"code": "dddd-eeee-ff"}]}
            {"email": "bob@move.example", "emailVerified": false, "status": "disabled",\
             "accounts": [{"externalId": "acme", "role": "member"}],\
             "password": {"hash": "$2b$05$wTB3SlwA9PAB4RNDJ4aViuYYccoOGSdJYUp7EhV/e3mwi09FHK8T6"}}
            """;

    @TempDir
    Path folder;

    /** An instance, by the settings that its commands and its service have. */
    private record Instance(Path folder, Map<String, String> settings) {

        static Instance of(Path folder, String database) throws IOException, SQLException {
            Files.createDirectories(folder);
            SpareDatabases.empty(database);
            Files.writeString(folder.resolve("keyset.json"), Keyset.generate());
            Map<String, String> settings = new HashMap<>(Map.of(
                    "QUARKUS_DATASOURCE_JDBC_URL", SpareDatabases.url(database),
                    "QUARKUS_DATASOURCE_USERNAME", "postgres",
                    "QUARKUS_DATASOURCE_PASSWORD", "postgres",
                    "QUARKUS_MAILER_HOST", "127.0.0.1",
                    "SALLYPORT_BOOTSTRAP_CLIENT_ID", CLIENT,
                    "SALLYPORT_BOOTSTRAP_CLIENT_SECRET", CLIENT_SECRET,
                    "SALLYPORT_KEYSET_FILE", "keyset.json"));
            return new Instance(folder, settings);
        }

        /** Runs a command, which must end well, and gives what it printed. */
        String run(String... arguments) throws IOException, InterruptedException {
            OperatorCommand command = OperatorCommand.run(folder, settings, arguments);
            assertThat(command.code()).as("%s", command).isZero();
            return command.out();
        }

        StartedService start() {
            return StartedService.start(folder, settings).untilReady();
        }
    }

    private static RequestSpecification at(StartedService service) {
        return RestAssured.given().baseUri("http://127.0.0.1").port(service.apiPort());
    }

    private static ValidatableResponse signIn(StartedService service, String email) {
        return at(service)
                .contentType(ContentType.JSON)
                .body(Map.of("email", email, "password", PASSWORD))
                .post("/v1/sign-in")
                .then();
    }

    private static ValidatableResponse verify(StartedService service, String method, String code) {
        String challenge = signIn(service, "ada@move.example")
                .statusCode(200)
                .body("status", equalTo("challenge_required"))
                .extract()
                .path("challengeToken");
        return at(service)
                .contentType(ContentType.JSON)
                .body(Map.of("challengeToken", challenge, "method", method, "code", code))
                .post("/v1/sign-in/verify")
                .then();
    }

    private Map<String, JsonNode> exported(Instance instance) throws IOException, InterruptedException {
        Exports receiver = new Exports();
        Files.writeString(instance.folder().resolve("receiver.json"), receiver.publicKey());
        return receiver.opened(instance.run("export", "--recipient", "receiver.json"));
    }

    @Test
    @DisplayName(
            "[MOVE-12] [MOVE-14] users of one instance sign in at another one with the old password, the old app and"
                    + " an old recovery code, and the other one exports the same")
    void users_move_to_another_instance() throws Exception {
        Instance old = Instance.of(folder.resolve("old"), "old_instance");
        Instance fresh = Instance.of(folder.resolve("fresh"), "fresh_instance");
        try (StartedService service = old.start()) {
            Files.writeString(old.folder().resolve("users.ndjson"), ROWS);
            assertThat(old.run("import", "users.ndjson")).contains("\"created\":2");
            // From then on her password is hashed by the old instance, with its pepper.
            verify(service, "recovery_code", "aaaa-bbbb-cc").statusCode(200);
        }

        try (StartedService service = fresh.start()) {
            Files.writeString(old.folder().resolve("fresh.json"), fresh.run("import-key"));
            String users = old.run("export", "--recipient", "fresh.json");
            Files.writeString(fresh.folder().resolve("users.ndjson"), users);
            assertThat(fresh.run("import", "users.ndjson")).contains("\"created\":2,\"updated\":0");
            assertThat(fresh.run("import", "users.ndjson")).contains("\"unchanged\":2");

            Map<String, JsonNode> before = exported(old);
            assertThat(before.get("ada@move.example").at("/password/hash").asText())
                    .startsWith("$hmac-sha256$");
            assertThat(before.get("ada@move.example").path("recoveryCodes")).hasSize(1);
            assertThat(exported(fresh)).isEqualTo(before);

            Rows rows = new Rows(SpareDatabases.as("postgres", "fresh_instance"));
            int pepper = Keyset.parse(Files.readString(fresh.folder().resolve("keyset.json")))
                    .passwords()
                    .primaryKeyId();
            assertThat(rows.number(OF_ITS_PEPPER, pepper)).isZero();
            TotpApp app = new TotpApp(SECRET);
            verify(service, "recovery_code", "aaaa-bbbb-cc").statusCode(401);
            verify(service, "recovery_code", "dddd-eeee-ff").statusCode(200);
            verify(service, "totp", app.codeAt(Instant.now())).statusCode(200);
            signIn(service, "bob@move.example").statusCode(401);
            List<String> keys = at(service)
                    .auth()
                    .preemptive()
                    .basic(CLIENT, CLIENT_SECRET)
                    .get("/v1/admin/users?externalId=4711")
                    .then()
                    .statusCode(200)
                    .extract()
                    .path("items.email");
            assertThat(keys).containsExactly("ada@move.example");
            assertThat(rows.number(OF_ITS_PEPPER, pepper))
                    .as("hashed again, under the pepper of the other instance")
                    .isOne();
        }
    }
}
