package dev.sallyport.edge.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.base.language.Language;
import dev.sallyport.mailing.mail.MailKind;
import dev.sallyport.moving.Exports;
import dev.sallyport.testing.Api;
import dev.sallyport.testing.Mailbox;
import dev.sallyport.testing.Person;
import dev.sallyport.testing.Rows;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the commands of an operator do, seen over the API and in the trail. */
@QuarkusTest
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class CommandsTest extends RunCommands {

    private static final Pattern SECRET = Pattern.compile("client id: +(\\S+)\nclient secret: +(\\S+)\n");

    @Inject
    Rows rows;

    @Inject
    Mailbox mailbox;

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
        assertThat(database.list(
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
        assertThat(database.list(
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
    void what_a_former_key_sealed_is_sealed_again() {
        assertThat(run("reseal")).isZero();
        assertThat(out.toString()).contains("totp_authenticator 0", "signing_key 0");
    }

    @Test
    void nothing_is_sealed_again_with_a_key_that_is_not_the_newest() {
        rows.change("insert into keyset_check values ('secrets', 99, '\\x00', now() + interval '1 day')");
        try {
            assertThat(run("reseal")).isOne();
            assertThat(err.toString()).contains("Nothing was sealed again", "start a replica with this keyset first");
        } finally {
            rows.change("delete from keyset_check where key_id = 99");
        }
    }
}
