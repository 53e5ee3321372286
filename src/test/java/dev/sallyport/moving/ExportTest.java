package dev.sallyport.moving;

import static dev.sallyport.moving.Imports.answers;
import static dev.sallyport.moving.Imports.run;
import static dev.sallyport.moving.Imports.send;
import static dev.sallyport.moving.Imports.statuses;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sallyport.base.ids.UserId;
import dev.sallyport.clients.TestClients;
import dev.sallyport.security.caller.Operator;
import dev.sallyport.security.jwe.RecipientKey;
import dev.sallyport.testing.Api;
import dev.sallyport.testing.Database;
import dev.sallyport.testing.People;
import dev.sallyport.testing.Person;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

/** What an export says of users, and to whom. That another instance reads it is tested with two of them. */
@QuarkusTest
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class ExportTest {

    private static final String PATH = "/v1/admin/export";
    private static final String KEY = "Sallyport-Recipient-Key";

    @Inject
    Database database;

    @Inject
    People people;

    @Inject
    ExportService exports;

    @Inject
    ObjectMapper json;

    private final Imports imports = new Imports();
    private final Exports receiver = new Exports();

    /** As the API does it, but only of this user and of those who came later: a test does not encrypt for thousands. */
    private String exportFrom(Person first, String jwk) {
        StringBuilder lines = new StringBuilder();
        UUID id = UUID.fromString(first.userId);
        UserId before = new UserId(new UUID(id.getMostSignificantBits(), id.getLeastSignificantBits() - 1));
        ExportTask task = new ExportTask(RecipientKey.parse(jwk), Operator.OPERATOR, Operator.context());
        exports.run(task, before, row -> {
            try {
                lines.append(json.writeValueAsString(row)).append('\n');
            } catch (JsonProcessingException e) {
                throw new IllegalStateException(e);
            }
        });
        return lines.toString();
    }

    private static String line(String lines, String email) {
        return lines.lines()
                .filter(line -> line.contains("\"" + email + "\""))
                .findFirst()
                .orElseThrow();
    }

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
        assertThat(database.rows(
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
        assertThat(database.rows("select (details ->> 'leaving')::bigint as leaving from audit_event"
                        + " where type = 'users_exported' order by id desc limit 1"))
                .containsExactly(Map.of("leaving", 1L));

        Api.as(ada.accessToken).delete("/v1/me/erasure").then().statusCode(204);
        assertThat(exportFrom(ada, receiver.publicKey())).contains(bob.email, ada.email);
    }

    @Test
    @DisplayName("[MOVE-12] What was exported for this instance is imported here, and a second time nothing changes")
    void an_instance_reads_its_own_export() {
        Person ada = people.enrolled();
        String row = line(exportFrom(ada, importKey()), ada.email);

        assertThat(statuses(answers(send(row, "")))).containsExactly("unchanged");
        assertThat(database.count("select count(*) from app_user where external_id = ?", ada.userId))
                .isZero();
    }

    @Test
    @DisplayName("[MOVE-12] A secret of another row, another field or another key is refused, with its field")
    void secrets_cannot_be_swapped() {
        Person ada = people.enrolled();
        Person eve = people.enrolled();
        String lines = exportFrom(ada, importKey());
        ObjectNode victim = (ObjectNode) Exports.read(line(lines, ada.email));
        JsonNode attacker = Exports.read(line(lines, eve.email));

        ObjectNode password = victim.deepCopy();
        password.set("password", attacker.get("password"));
        assertThat(refusedField(password)).isEqualTo("password.hash");
        ObjectNode app = victim.deepCopy();
        app.set("totp", attacker.get("totp"));
        assertThat(refusedField(app)).isEqualTo("totp[0].secret");
        ObjectNode codes = victim.deepCopy();
        codes.set("recoveryCodes", attacker.get("recoveryCodes"));
        assertThat(refusedField(codes)).isEqualTo("recoveryCodes[0].hash");
        ObjectNode address = ((ObjectNode) attacker).deepCopy();
        address.put("email", ada.email);
        assertThat(refusedField(address)).isEqualTo("password.hash");
        ObjectNode field = victim.deepCopy();
        ((ObjectNode) field.get("totp").get(0)).set("secret", victim.at("/password/hash"));
        assertThat(refusedField(field)).isEqualTo("totp[0].secret");
        assertThat(refusedField(Exports.read(line(exportFrom(ada, receiver.publicKey()), ada.email))))
                .isEqualTo("password.hash");
    }

    private static String refusedField(JsonNode row) {
        List<JsonNode> answers = answers(send(row.toString(), "?dryRun=true"));
        assertThat(statuses(answers)).containsExactly("failed");
        return Imports.field(answers.get(0));
    }

    private static String importKey() {
        String header = Api.as(TestClients.with("import").token())
                .get("/v1/admin/import-key")
                .then()
                .statusCode(200)
                .body("publicKey.kty", equalTo("OKP"))
                .body("publicKey.crv", equalTo("X25519"))
                .extract()
                .path("recipientKey");
        return new String(Base64.getUrlDecoder().decode(header), StandardCharsets.UTF_8);
    }

    @Test
    @DisplayName("[MOVE-10] A user of whom a secret does not open is left out and counted, and stops no other")
    void a_damaged_secret_stops_no_other() {
        Person ada = people.enrolled();
        Person bob = people.enrolled();
        database.execute(
                "update totp_authenticator set sealed_secret = set_byte(sealed_secret, 20, 255 -"
                        + " get_byte(sealed_secret, 20)) where user_id = ?::uuid",
                ada.userId);

        Map<String, JsonNode> rows = receiver.opened(exportFrom(ada, receiver.publicKey()));

        assertThat(rows).doesNotContainKey(ada.email).containsKey(bob.email);
        assertThat(database.rows("select details ->> 'unreadable' as unreadable from audit_event"
                        + " where type = 'users_exported' order by id desc limit 1"))
                .containsExactly(Map.of("unreadable", "1"));
        database.execute("delete from totp_authenticator where user_id = ?::uuid", ada.userId);
    }

    @Test
    @DisplayName("[MOVE-10] A password that must be replaced stays behind, and so do used codes and suspended apps")
    void what_stays_behind() {
        Person ada = people.enrolled();
        database.execute(
                "update password_credential set reset_required_at = now() where user_id = ?::uuid", ada.userId);
        database.execute(
                "update recovery_code set used_at = now() where (user_id, hash) in (select user_id, hash from"
                        + " recovery_code where user_id = ?::uuid limit 3)",
                ada.userId);

        JsonNode row = receiver.opened(exportFrom(ada, receiver.publicKey())).get(ada.email);

        assertThat(row.has("password")).isFalse();
        assertThat(row.path("recoveryCodes")).hasSize(7);
        database.execute("update totp_authenticator set status = 'suspended' where user_id = ?::uuid", ada.userId);
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
        long before = database.count("select count(*) from audit_event where type = 'users_export_started'");
        for (String header : List.of("", "no key", encoded(receiver.privateKey()), encoded("{\"kty\":\"RSA\"}"))) {
            Api.as(exporter)
                    .header(KEY, header)
                    .get(PATH)
                    .then()
                    .statusCode(400)
                    .body("errors[0].field", equalTo(KEY));
        }
        Api.as(exporter).get(PATH).then().statusCode(400).body("errors[0].field", equalTo(KEY));
        assertThat(database.count("select count(*) from audit_event where type = 'users_export_started'"))
                .isEqualTo(before);
    }

    private static String encoded(String json) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(json.getBytes(StandardCharsets.UTF_8));
    }
}
