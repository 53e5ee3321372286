package dev.sallyport.moving;

import static dev.sallyport.moving.Imports.BCRYPT;
import static dev.sallyport.moving.Imports.DJANGO;
import static dev.sallyport.moving.Imports.PASSWORD;
import static dev.sallyport.moving.Imports.answers;
import static dev.sallyport.moving.Imports.field;
import static dev.sallyport.moving.Imports.lines;
import static dev.sallyport.moving.Imports.run;
import static dev.sallyport.moving.Imports.send;
import static dev.sallyport.moving.Imports.statuses;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sallyport.clients.TestClients;
import dev.sallyport.testing.Api;
import dev.sallyport.testing.Mailbox;
import dev.sallyport.testing.RecordedLog;
import dev.sallyport.testing.Rows;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.commons.codec.binary.Base32;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

/** What an import does with its rows, and says of them. */
@QuarkusTest
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class ImportTest {

    private static final byte[] KEY = "12345678901234567890123456789012".getBytes(StandardCharsets.US_ASCII);
    private static final String SECRET = new Base32().encodeAsString(KEY);

    @Inject
    Rows database;

    @Inject
    Mailbox mailbox;

    private final Imports imports = new Imports();

    private String challenge(String name, String password) {
        return Api.read(Api.signIn(imports.email(name), password, null)
                        .statusCode(200)
                        .body("status", equalTo("challenge_required")))
                .path("challengeToken")
                .asText();
    }

    private String storedHash(String name) {
        return (String) database.list(
                        "select hash from password_credential c join app_user u on u.id = c.user_id where u.email = ?",
                        imports.email(name))
                .get(0)
                .get("hash");
    }

    @Test
    @DisplayName(
            "[MOVE-01] [O3] A broken row is reported with line and field and stops no other; the last line counts them")
    void a_broken_row_stops_no_other() {
        String good = lines(List.of(imports.row("gil")));
        String body = good
                + "\n"
                + "not json\n"
                + lines(List.of(
                        imports.row("hal", "email", "no address"),
                        imports.row("ida", "password", Api.body("hash", "$1$md5")),
                        imports.row(
                                "jan", "accounts", List.of(Api.body("externalId", imports.account(), "role", "king"))),
                        imports.row(
                                "kim",
                                "accounts",
                                List.of(Api.body("externalId", imports.named("none"), "role", "member"))),
                        imports.row("leo", "nickname", "Leo"),
                        imports.row("mia", "passkeys", List.of(Api.body("id", "x"))),
                        imports.row("nic", "totp", List.of(Api.body("secret", SECRET, "digits", 7)))))
                + "{\"email\":\"" + "x".repeat(70_000) + "\"}\n"
                + lines(List.of(imports.row("ole")));

        List<JsonNode> answers = answers(send(body, ""));

        assertThat(statuses(answers))
                .containsExactly(
                        "created", "failed", "failed", "failed", "failed", "failed", "failed", "failed", "failed",
                        "failed", "created");
        assertThat(answers.stream()
                        .filter(answer -> answer.has("line"))
                        .map(answer -> answer.path("line").asInt()))
                .containsExactly(1, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12);
        assertThat(answers.subList(2, 9).stream().map(Imports::field))
                .containsExactly(
                        "email",
                        "password.hash",
                        "accounts[0].role",
                        "accounts[0].name",
                        "nickname",
                        "passkeys",
                        "totp[0].digits");
        assertThat(answers.get(9).at("/problem/type").asText()).endsWith(":payload-too-large");
        assertThat(answers.get(11).toString())
                .isEqualTo("{\"summary\":{\"dryRun\":false,\"complete\":true,\"rows\":11,\"created\":2,\"updated\":0,"
                        + "\"unchanged\":0,\"failed\":9}}");
        assertThat(answers.toString()).doesNotContain("$1$md5", "not json", SECRET);
    }

    @Test
    @DisplayName(
            "[MOVE-01] [O3] A row is found again by its external id, else by its address; a second run changes nothing")
    void a_second_run_changes_nothing() {
        Map<String, Object> ada =
                imports.row("pia", "password", Api.body("hash", BCRYPT), "totp", List.of(Api.body("secret", SECRET)));
        List<JsonNode> first = run(ada);
        assertThat(statuses(run(ada))).containsExactly("unchanged");
        Map<String, Object> byAddress = new LinkedHashMap<>(ada);
        byAddress.remove("externalId");
        assertThat(statuses(run(byAddress))).containsExactly("unchanged");

        Map<String, Object> newer = new LinkedHashMap<>(ada);
        newer.put("password", Api.body("hash", DJANGO));
        newer.put("locale", "de");
        newer.put(
                "accounts",
                List.of(
                        Api.body("externalId", imports.account(), "role", "member"),
                        Api.body("externalId", imports.named("other"), "name", "Other", "role", "owner")));
        List<JsonNode> second = run(newer);
        assertThat(statuses(second)).containsExactly("updated");
        assertThat(second.get(0).path("id")).isEqualTo(first.get(0).path("id"));
        assertThat(storedHash("pia")).startsWith("$argon2id$v=19$m=102400");
        assertThat(database.list(
                                "select string_agg(m.role || ' ' || a.name || ' ' || m.second_factors || ' ' || m.passwordless, ','"
                                        + " order by a.name) as accounts from membership m join account a on a.id = m.account_id"
                                        + " where m.user_id = ?::uuid",
                                first.get(0).path("id").asText())
                        .get(0)
                        .get("accounts"))
                .isEqualTo("member Acme totp false,owner Other totp false");

        challenge("pia", PASSWORD);
        assertThat(statuses(run(ada))).as("the password is ours now").containsExactly("unchanged");
        Map<String, Object> moved = new LinkedHashMap<>(ada);
        moved.put("email", imports.email("quinn"));
        assertThat(run(moved))
                .first()
                .satisfies(answer -> assertThat(field(answer)).isEqualTo("email"));
    }

    @Test
    @DisplayName("[MOVE-01] [O3] A dry run changes nothing, and says what would happen")
    void a_dry_run_changes_nothing() {
        run(imports.row("rea"));
        String before = database.dump("app_user") + database.dump("account") + database.dump("membership");

        List<JsonNode> answers = answers(send(
                lines(List.of(
                        imports.row("rea"),
                        imports.row("rea", "locale", "fr"),
                        imports.row(
                                "sue",
                                "accounts",
                                List.of(Api.body("externalId", imports.named("new"), "name", "New", "role", "owner"))),
                        imports.row("tom", "password", Api.body("hash", "$2b$31$x")))),
                "?dryRun=true"));

        assertThat(statuses(answers)).containsExactly("unchanged", "updated", "created", "failed");
        assertThat(answers.get(2).has("id")).isFalse();
        assertThat(answers.get(4).at("/summary/dryRun").asBoolean()).isTrue();
        assertThat(database.dump("app_user") + database.dump("account") + database.dump("membership"))
                .isEqualTo(before);
    }

    @Test
    @DisplayName("[MOVE-07] The trail has one event for the import and one for each user; no secret is in trail or log")
    void the_trail_tells_of_it() {
        String client = TestClients.with("import").token();
        List<String> secrets =
                List.of(BCRYPT, "aB3dE", "AB3DEFG7HU", SECRET, new String(KEY, StandardCharsets.US_ASCII));
        String user;
        try (RecordedLog log = RecordedLog.open()) {
            List<Map<String, Object>> rows = List.of(
                    imports.row(
                            "vic",
                            "password",
                            Api.body("hash", BCRYPT),
                            "totp",
                            List.of(Api.body("secret", SECRET)),
                            "recoveryCodes",
                            List.of(Api.body("code", "aB3dE-fG7hU"))),
                    imports.row("wim", "password", Api.body("hash", BCRYPT + "x")));
            user = answers(send(Api.as(client), lines(rows), ""))
                    .get(0)
                    .path("id")
                    .asText();
            assertThat(log.text())
                    .contains("users_imported")
                    .doesNotContain(secrets)
                    .doesNotContain(imports.email("vic"));
        }
        List<Map<String, Object>> events = database.list("select type from audit_event where user_id = ?::uuid", user);
        assertThat(events).containsExactly(Map.of("type", "user_created"));
        assertThat(database.number(
                        "select count(*) from audit_event where type = 'users_imported' and details::text like ?",
                        "%\"created\"%1%"))
                .isPositive();
        assertThat(database.dump("audit_event")).doesNotContain(secrets).doesNotContain(imports.email("vic"));
        assertThat(mailbox.mailsTo(imports.email("vic"))).isEmpty();
    }

    @Test
    @DisplayName("[MOVE-01] Only a client with the scope import may import, and only lines of JSON")
    void who_may_import() {
        String body = lines(List.of(imports.row("xia")));
        String other =
                TestClients.with("introspect", "sign-in", "provision", "admin").token();
        send(Api.as(other), body, "").statusCode(403).body("detail", containsString("import"));
        send(Api.json(), body, "").statusCode(401);
        Api.asClient().body(body).post("/v1/admin/imports").then().statusCode(415);
        send(body, "?dryrun=true").statusCode(400).body("errors[0].field", equalTo("dryrun"));
        send(body, "?dryRun=1").statusCode(400).body("errors[0].field", equalTo("dryRun"));
        assertThat(database.number("select count(*) from app_user where email = ?", imports.email("xia")))
                .isZero();
    }
}
