package dev.sallyport.moving;

import static dev.sallyport.moving.Imports.run;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sallyport.clients.TestClients;
import dev.sallyport.testing.Api;
import dev.sallyport.testing.Person;
import io.quarkus.test.junit.QuarkusTest;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

/** What an export says of users, and to whom. That another instance reads it is tested with two of them. */
@QuarkusTest
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class ExportTest extends ReadExports {

    private static final String PATH = "/v1/admin/export";

    private static final String KEY = "Sallyport-Recipient-Key";

    private final Imports imports = new Imports();

    @Test
    @DisplayName("[MOVE-10] An export has every user once, as an import takes them, and secrets for the receiver alone")
    void every_user_once() {
        Person ada = people.enrolled();
        run(imports.row(
                "bob",
                "password",
                Api.body("hash", Imports.BCRYPT),
                "totp",
                List.of(Api.body(
                        "secret",
                        "GEZDGNBVGY3TQOJQ",
                        "name",
                        "Phone",
                        "algorithm",
                        "SHA256",
                        "digits",
                        8,
                        "period",
                        60)),
                "recoveryCodes",
                List.of(Api.body("code", "aB3dE-fG7hU"))));

        String lines = Api.as(TestClients.with("export").token())
                .header(KEY, receiver.header())
                .get(PATH)
                .then()
                .statusCode(200)
                .contentType(Imports.NDJSON)
                .extract()
                .asString();

        assertThat(lines).doesNotContain("$2b$", "$argon2id$", "GEZDGNBVGY3TQOJQ");
        Map<String, JsonNode> rows = receiver.opened(lines);
        assertThat((long) rows.size()).isEqualTo(lines.lines().count());
        assertThat(database.list(
                        "select (details ->> 'users')::bigint as users, details ->> 'complete' as complete from"
                                + " audit_event where type = 'users_exported' order by id desc limit 1"))
                .containsExactly(Map.of("users", (long) rows.size(), "complete", "true"));
        JsonNode row = rows.get(ada.email);
        assertThat(row.path("externalId").asText()).isEqualTo(ada.userId);
        assertThat(row.at("/accounts/0/externalId").asText()).isEqualTo(ada.accountId);
        assertThat(row.at("/password/hash").asText())
                .startsWith("$hmac-sha256$k=")
                .contains("$argon2id$v=19$");
        assertThat(row.path("totp")).hasSize(1);
        assertThat(row.path("recoveryCodes")).hasSize(10);
        JsonNode other = rows.get(imports.email("bob"));
        assertThat(other.path("externalId").asText()).isEqualTo(imports.named("bob"));
        assertThat(other.at("/accounts/0/externalId").asText()).isEqualTo(imports.account());
        assertThat(other.at("/password/hash").asText()).isEqualTo(Imports.BCRYPT);
        assertThat(other.at("/totp/0").toString())
                .isEqualTo("{\"secret\":\"GEZDGNBVGY3TQOJQ\",\"name\":\"Phone\",\"algorithm\":\"SHA256\",\"digits\":8,"
                        + "\"period\":60}");
        assertThat(other.at("/recoveryCodes/0/hash").asText()).startsWith("$argon2id$v=19$");
    }

    @Test
    @DisplayName("[MOVE-11] a user who waits for the erasure is left out and counted, until it is cancelled")
    void a_user_who_waits_for_the_erasure() {
        Person ada = people.signedIn(people.newMember());
        Person bob = people.signedIn();
        Api.as(ada.accessToken).post("/v1/me/erasure").then().statusCode(202);

        assertThat(exportFrom(ada, receiver.publicKey())).contains(bob.email).doesNotContain(ada.email);
        assertThat(database.list("select (details ->> 'leaving')::bigint as leaving from audit_event"
                        + " where type = 'users_exported' order by id desc limit 1"))
                .containsExactly(Map.of("leaving", 1L));

        Api.as(ada.accessToken).delete("/v1/me/erasure").then().statusCode(204);
        assertThat(exportFrom(ada, receiver.publicKey())).contains(bob.email, ada.email);
    }

    @Test
    @DisplayName("[MOVE-10] A password that must be replaced stays behind, and so do used codes and suspended apps")
    void what_stays_behind() {
        Person ada = people.enrolled();
        database.change("update password_credential set reset_required_at = now() where user_id = ?::uuid", ada.userId);
        database.change(
                "update recovery_code set used_at = now() where (user_id, hash) in (select user_id, hash from"
                        + " recovery_code where user_id = ?::uuid limit 3)",
                ada.userId);

        JsonNode row = receiver.opened(exportFrom(ada, receiver.publicKey())).get(ada.email);

        assertThat(row.has("password")).isFalse();
        assertThat(row.path("recoveryCodes")).hasSize(7);
        database.change("update totp_authenticator set status = 'suspended' where user_id = ?::uuid", ada.userId);
        JsonNode without =
                receiver.opened(exportFrom(ada, receiver.publicKey())).get(ada.email);
        assertThat(without.has("totp")).isFalse();
        assertThat(without.has("recoveryCodes")).isFalse();
    }

    @Test
    @DisplayName(
            "[MOVE-11] Only a client with the scope export may export, and to a public key of the right kind alone")
    void who_may_export() {
        String other = TestClients.with("introspect", "sign-in", "provision", "import", "admin")
                .token();
        Api.as(other)
                .header(KEY, receiver.header())
                .get(PATH)
                .then()
                .statusCode(403)
                .body("detail", containsString("export"));
        Api.json().header(KEY, receiver.header()).get(PATH).then().statusCode(401);
        String exporter = TestClients.with("export").token();
        Api.as(exporter).get("/v1/admin/import-key").then().statusCode(403);
        long before = database.number("select count(*) from audit_event where type = 'users_export_started'");
        for (String header : List.of("", "no key", encoded(receiver.privateKey()), encoded("{\"kty\":\"RSA\"}"))) {
            Api.as(exporter)
                    .header(KEY, header)
                    .get(PATH)
                    .then()
                    .statusCode(400)
                    .body("errors[0].field", equalTo(KEY));
        }
        Api.as(exporter).get(PATH).then().statusCode(400).body("errors[0].field", equalTo(KEY));
        assertThat(database.number("select count(*) from audit_event where type = 'users_export_started'"))
                .isEqualTo(before);
    }

    private static String encoded(String json) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(json.getBytes(StandardCharsets.UTF_8));
    }
}
