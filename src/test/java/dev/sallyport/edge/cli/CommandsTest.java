package dev.sallyport.edge.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.hasItem;

import dev.sallyport.base.language.Language;
import dev.sallyport.clients.OperatorClients;
import dev.sallyport.edge.platform.Resealing;
import dev.sallyport.mailing.mail.MailKind;
import dev.sallyport.mailing.mail.OperatorMails;
import dev.sallyport.moving.Exports;
import dev.sallyport.moving.OperatorMoves;
import dev.sallyport.testing.Api;
import dev.sallyport.testing.Database;
import dev.sallyport.testing.Guesses;
import dev.sallyport.testing.Mailbox;
import dev.sallyport.testing.People;
import dev.sallyport.testing.Person;
import dev.sallyport.trail.seal.OperatorTrail;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the commands of an operator do, seen over the API and in the trail. */
@QuarkusTest
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class CommandsTest {

    private static final Pattern SECRET = Pattern.compile("client id: +(\\S+)\nclient secret: +(\\S+)\n");
    private static final String REASON = "The phone is lost, ticket 4711";

    @Inject
    OperatorClients clients;

    @Inject
    UserServices users;

    @Inject
    OperatorMoves moves;

    @Inject
    OperatorMails mails;

    @Inject
    OperatorTrail trail;

    @Inject
    Resealing resealing;

    @Inject
    People people;

    @Inject
    Mailbox mailbox;

    @Inject
    Guesses guesses;

    @Inject
    Database database;

    private Services services;
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @BeforeEach
    void collect() {
        services = new Services(clients, users, moves, mails, trail, resealing);
    }

    private int run(String... arguments) {
        return Commands.line(services)
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(arguments);
    }

    private List<Map<String, Object>> trail(String type, String column, Object value) {
        return database.rows(
                "select actor_kind, actor_id, ip, details::text from audit_event where type = ? and " + column + " = ?",
                type,
                value);
    }

    private void assertByOperator(String type, Person user) {
        assertThat(trail(type, "user_id", UUID.fromString(user.userId)))
                .singleElement()
                .satisfies(event -> assertThat(event)
                        .containsEntry("actor_kind", "operator")
                        .containsEntry("actor_id", null)
                        .containsEntry("ip", null));
    }

    @Test
    @DisplayName("[LOGS-11] the trail is verified, exported and checked elsewhere; the exit code reports findings")
    void the_trail_is_verified(@TempDir Path folder) throws IOException {
        int code = run("trail", "verify");
        assertThat(out.toString()).contains("events as sealed:", "head:");
        assertThat(code).isEqualTo(out.toString().contains("findings:             0\n") ? 0 : 1);

        String unknown = "999999:" + "0".repeat(64);
        assertThat(run("trail", "verify", "--head", unknown)).isEqualTo(1);
        assertThat(run("trail", "verify", "--since", unknown)).isEqualTo(1);
        assertThat(out.toString())
                .containsPattern("seal 999999 of the service is not the one that you know: the chain");
        assertThat(run("trail", "verify", "--since", "17")).isEqualTo(2);

        Path file = folder.resolve("trail.ndjson");
        Path keys = folder.resolve("keys.pem");
        out.getBuffer().setLength(0);
        assertThat(run("trail", "export")).isZero();
        Files.writeString(file, out.toString());
        out.getBuffer().setLength(0);
        assertThat(run("trail", "keys")).isZero();
        Files.writeString(keys, out.toString());
        assertThat(run("trail", "check", file.toString(), "--public-key", keys.toString()))
                .isEqualTo(code);
        Path other = Files.writeString(folder.resolve("other"), "no trail");
        assertThat(run("trail", "check", other.toString(), "--public-key", keys.toString()))
                .isEqualTo(1);
        assertThat(run("trail", "check", "missing", "--public-key", keys.toString()))
                .isEqualTo(1);
        assertThat(err.toString()).contains("A line of the file is not JSON", "There is no file missing");
    }

    @Test
    @DisplayName("the preview has every kind of mail in every language, with nothing left open")
    void mails_are_previewed(@TempDir Path folder) throws IOException {
        assertThat(run("mail", "preview", folder.resolve("new").toString())).isZero();
        for (MailKind kind : MailKind.values()) {
            for (Language language : Language.values()) {
                String name = kind.text() + "." + language.tag();
                String text = Files.readString(folder.resolve("new/" + name + ".txt"));
                assertThat(text).as(name).doesNotContain("{", "NOT_FOUND").doesNotContainPattern("\\bnull\\b");
                assertThat(folder.resolve("new/" + name + ".html")).isNotEmptyFile();
            }
        }
        assertThat(folder.resolve("new/email_code.ja.txt")).content().containsPattern("[0-9]{6}");
        assertThat(folder.resolve("new/index.html")).content().contains("email_code.ja.html");
        assertThat(run("mail", "preview", "/dev/null/mails")).isEqualTo(1);
        assertThat(err.toString()).contains("Not written");
    }

    @Test
    @DisplayName("[LOGS-02] a client made by a command works, and the trail names the operator")
    void a_client_is_created() {
        assertThat(run("client", "create", "--name", "Shop", "introspect")).isZero();
        Matcher first = SECRET.matcher(out.toString());
        assertThat(first.find()).isTrue();
        Api.asForm(Api.json().auth().preemptive().basic(first.group(1), first.group(2)))
                .formParam("token", "x")
                .post("/oauth2/introspect")
                .then()
                .statusCode(200);
        assertThat(database.rows(
                        "select actor_kind from audit_event where type = 'client_created' and details ->> 'client' = ?",
                        first.group(1)))
                .containsExactly(Map.of("actor_kind", "operator"));

        assertThat(run("client", "rotate", first.group(1))).isZero();
        assertThat(first.find(0)).isTrue();
        assertThat(run("client", "rotate", "unknown")).isEqualTo(1);
        assertThat(run("client", "create", "--name", "Shop", "everything")).isEqualTo(1);
        assertThat(err.toString()).contains("must be introspect, sign-in, provision, import, export or admin");
    }

    @Test
    @DisplayName("[SUPP-02] a reset by a command takes the second factor away, mails the user, and is the operator's")
    void a_user_is_reset() {
        Person ada = people.enrolled();
        assertThat(run("user", "reset", ada.email, "--reason", "short")).isEqualTo(2);
        Api.session(ada.accessToken).statusCode(200);

        assertThat(run("user", "reset", ada.email, "--reason", REASON)).isZero();
        Api.session(ada.accessToken).statusCode(401);
        assertByOperator("two_factor_reset", ada);
        assertThat(trail("two_factor_reset", "user_id", UUID.fromString(ada.userId))
                        .get(0)
                        .get("details"))
                .asString()
                .contains(REASON);
        assertThat(database.count(
                        "select count(*) from mail_outbox where kind = 'two_factor_reset' and recipient = ?",
                        ada.email))
                .isOne();
        assertThat(run("user", "reset", ada.email, "--reason", REASON)).isEqualTo(1);
        assertThat(run("user", "reset", "nobody@example.org", "--reason", REASON))
                .isEqualTo(1);
        assertThat(err.toString()).contains("No user has this address.", "This user has no second factor.");
    }

    @Test
    void a_new_password_is_required() {
        Person ada = people.signedIn();
        assertThat(run("user", "require-password", ada.email)).isEqualTo(2);
        Api.session(ada.accessToken).statusCode(200);

        assertThat(run("user", "require-password", ada.email, "--reason", REASON))
                .isZero();

        assertByOperator("password_change_required", ada);
        Api.session(ada.accessToken).statusCode(401);
        Api.signIn(ada.email, People.PASSWORD, null).statusCode(403);
        assertThat(run("user", "require-password", people.withoutPassword().email, "--reason", REASON))
                .isEqualTo(1);
        assertThat(err.toString()).contains("This user has no password.");
    }

    @Test
    void a_second_step_is_unlocked() {
        Person ada = people.enrolled();
        guesses.enterWrong(ada, 10);
        guesses.right(ada, people.challengeFor(ada)).statusCode(429);
        assertThat(run("user", "unlock", ada.email, "--reason", REASON)).isZero();
        assertByOperator("second_step_unlocked", ada);
        guesses.right(ada, people.challengeFor(ada)).statusCode(200);
        assertThat(run("user", "unlock", ada.email, "--reason", REASON)).isZero();
        assertThat(out.toString()).containsSubsequence("is unlocked.", "was not locked.");
    }

    @Test
    void a_user_becomes_an_agent_and_a_member_an_owner() {
        Person owner = people.signedIn();
        Person member = people.memberOf(owner, "member");
        assertThat(run("user", "agent", owner.email)).isZero();
        assertThat(database.rows("select roles::text from app_user where id = ?", UUID.fromString(owner.userId)))
                .asString()
                .contains("support");
        assertThat(run("user", "agent", "--revoke", owner.email)).isZero();
        assertThat(database.rows("select roles::text from app_user where id = ?", UUID.fromString(owner.userId)))
                .asString()
                .doesNotContain("support");

        assertThat(run("user", "owner", owner.accountId, member.email)).isZero();
        assertByOperator("privilege_permissions_changed", member);
        Api.as(owner.accessToken)
                .get("/v1/accounts/{id}/events", owner.accountId)
                .then()
                .statusCode(200)
                .body("items.actor.kind", hasItem("operator"));
        JsonPath changed = Api.asClient()
                .get("/v1/accounts/{id}/users", owner.accountId)
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();
        assertThat(changed.getList("items.role", String.class)).containsOnly("owner");
    }

    @Test
    void a_test_mail_is_handed_to_the_mail_server() {
        String address = "operator-" + UUID.randomUUID() + "@example.org";
        assertThat(run("mail", "test", address)).as(err.toString()).isZero();
        assertThat(out.toString()).contains("accepted");
        mailbox.awaitMail(address, "A test of the mail settings");
        assertThat(run("mail", "test", "gr\u00fcn@example.org")).isEqualTo(1);
        assertThat(err.toString()).contains("cannot be sent to");
    }

    @Test
    @DisplayName(
            "[MOVE-14] users are exported and imported by commands, as the API does it, and the trail names the operator")
    void users_move_by_commands(@TempDir Path folder) throws IOException {
        Person ada = people.enrolled();
        Exports receiver = new Exports();
        Path key = Files.writeString(folder.resolve("key.json"), receiver.privateKey());
        assertThat(run("export", "--recipient", key.toString())).isEqualTo(1);
        assertThat(err.toString()).contains("has a private part");
        assertThat(run("export", "--recipient", "/dev/null/key")).isEqualTo(1);
        assertThat(run("import-key")).isZero();
        Files.writeString(key, out.toString());
        out.getBuffer().setLength(0);
        run("export", "--recipient", key.toString());
        assertThat(err.toString()).contains(" users\n");
        assertThat(database.rows(
                        "select actor_kind from audit_event where type = 'users_exported' order by id desc limit 1"))
                .containsExactly(Map.of("actor_kind", "operator"));
        String row = out.toString()
                .lines()
                .filter(line -> line.contains(ada.email))
                .findFirst()
                .orElseThrow();
        Path rows = Files.writeString(folder.resolve("users.ndjson"), row + "\n");
        out.getBuffer().setLength(0);
        assertThat(run("import", "--dry-run", rows.toString()))
                .as(out.toString())
                .isZero();
        assertThat(run("import", rows.toString())).isZero();
        assertThat(out.toString())
                .contains("\"dryRun\":true,\"complete\":true,\"rows\":1,\"created\":0,\"updated\":0,\"unchanged\":1")
                .contains("\"dryRun\":false");
        Files.writeString(rows, row.replace("\"owner\"", "\"king\"") + "\n");
        assertThat(run("import", rows.toString())).isEqualTo(1);
        assertThat(out.toString()).contains("\"line\":1,\"status\":\"failed\"");
        assertThat(run("import", "/dev/null/rows")).isEqualTo(1);
        assertThat(err.toString()).contains("Not read");
    }

    @Test
    void a_user_is_erased() {
        Person owner = people.signedIn();
        Person member = people.memberOf(owner, "member");
        assertThat(run("user", "erase", owner.email)).isEqualTo(1);
        Api.session(owner.accessToken).statusCode(200);

        assertThat(run("user", "erase", member.email)).as(err.toString()).isZero();
        assertByOperator("user_erased", member);
        assertThat(database.count("select count(*) from app_user where id = ?::uuid", member.userId))
                .isZero();
        assertThat(run("user", "erase", "--with-accounts", owner.email)).isZero();
        assertThat(run("user", "erase", owner.email)).isEqualTo(1);
        assertThat(err.toString()).contains("No user has this address.");
    }

    @Test
    void what_a_former_key_sealed_is_sealed_again() {
        assertThat(run("reseal")).isZero();
        assertThat(out.toString()).contains("totp_authenticator 0", "signing_key 0");
    }
}
