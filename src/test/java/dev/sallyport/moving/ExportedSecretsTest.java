package dev.sallyport.moving;

import static dev.sallyport.moving.Imports.answers;
import static dev.sallyport.moving.Imports.send;
import static dev.sallyport.moving.Imports.statuses;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
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

/** Exported secrets: for which key they are, and where they open. */
@QuarkusTest
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class ExportedSecretsTest extends ReadExports {

    private static String line(String lines, String email) {
        return lines.lines()
                .filter(line -> line.contains("\"" + email + "\""))
                .findFirst()
                .orElseThrow();
    }

    @Test
    @DisplayName("[MOVE-12] What was exported for this instance is imported here, and a second time nothing changes")
    void an_instance_reads_its_own_export() {
        Person ada = people.enrolled();
        String row = line(exportFrom(ada, importKey()), ada.email);

        assertThat(statuses(answers(send(row, "")))).containsExactly("unchanged");
        assertThat(database.number("select count(*) from app_user where external_id = ?", ada.userId))
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
        database.change(
                "update totp_authenticator set sealed_secret = set_byte(sealed_secret, 20, 255 -"
                        + " get_byte(sealed_secret, 20)) where user_id = ?::uuid",
                ada.userId);

        Map<String, JsonNode> rows = receiver.opened(exportFrom(ada, receiver.publicKey()));

        assertThat(rows).doesNotContainKey(ada.email).containsKey(bob.email);
        assertThat(database.list("select details ->> 'unreadable' as unreadable from audit_event"
                        + " where type = 'users_exported' order by id desc limit 1"))
                .containsExactly(Map.of("unreadable", "1"));
        database.change("delete from totp_authenticator where user_id = ?::uuid", ada.userId);
    }
}
