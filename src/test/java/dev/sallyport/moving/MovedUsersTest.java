package dev.sallyport.moving;

import static dev.sallyport.moving.Imports.answers;
import static dev.sallyport.moving.Imports.send;
import static dev.sallyport.moving.Imports.statuses;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import com.eatthepath.otp.TimeBasedOneTimePasswordGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import dev.sallyport.testing.Api;
import dev.sallyport.testing.TestClock;
import dev.sallyport.testing.TotpApp;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

/**
 * Users of real systems: what Keycloak 26.7.0 exported ({@code kc.sh export --realm acme --file}, of which the users
 * are kept here), and what {@code better-auth.mjs} made of the tables of Better Auth 1.7.25 in PostgreSQL 15. Only the
 * times were changed.
 */
@QuarkusTest
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class MovedUsersTest {

    private static final Path EXPORTS = Path.of("src", "test", "resources", "moving");

    @Inject
    TestClock clock;

    private static String converted(String... command) throws Exception {
        Process script = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.PIPE)
                .start();
        String rows = new String(script.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        String notes = new String(script.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(script.waitFor()).as(notes).isZero();
        assertThat(notes).isEqualTo("nomail: has no address, and does not move\n");
        return rows;
    }

    private static String challenge(String email, String password, String method) {
        JsonNode answer = Api.read(Api.signIn(email, password, null)
                .statusCode(200)
                .body("status", equalTo("challenge_required"))
                .body("methods[0]", equalTo(method)));
        return answer.path("challengeToken").asText();
    }

    @Test
    @DisplayName("[MOVE-09] Users of a real Keycloak sign in with the old password and the old app")
    void users_of_keycloak() throws Exception {
        String rows = converted(
                "python3",
                "deploy/import/keycloak.py",
                "--account",
                "acme-of-keycloak",
                "--name",
                "Acme",
                "--owner",
                "ada@cloak.example",
                EXPORTS.resolve("keycloak-26.7.0.json").toString());

        List<JsonNode> answers = answers(send(rows, ""));

        assertThat(statuses(answers)).containsExactly("created", "created", "created");
        String ada = challenge("ada@cloak.example", "correct horse 7 staple", "totp");
        TimeBasedOneTimePasswordGenerator app =
                new TimeBasedOneTimePasswordGenerator(Duration.ofSeconds(60), 8, "HmacSHA256");
        SecretKeySpec key = new SecretKeySpec("12345678901234567890".getBytes(StandardCharsets.US_ASCII), "HmacSHA256");
        Api.verify(ada, "totp", app.generateOneTimePasswordString(key, clock.instant()))
                .statusCode(200)
                .body("user.email", equalTo("ada@cloak.example"));
        challenge("grace@cloak.example", "p\u00e4ssw\u00f6rd five \u65e5\u672c", "email_code");
        Api.signIn("edsger@cloak.example", "correct horse 7 staple", null).statusCode(401);
    }

    @Test
    @DisplayName(
            "[MOVE-09] Users of a real Better Auth sign in with the old password, the old app and an old backup code")
    void users_of_better_auth() throws IOException {
        String rows = Files.readString(EXPORTS.resolve("better-auth-1.7.25.ndjson"));

        assertThat(statuses(answers(send(rows, "")))).containsExactly("created", "created");

        String first = challenge("ada@better.example", "correct horse 7 staple", "totp");
        TotpApp app = new TotpApp("IZVFS4KBGA3G2QLBG53TOWDGKFSFCVLTMRAXMYTPJJUWSR2XNZJA");
        Api.verify(first, "totp", app.codeAt(clock.instant())).statusCode(200);
        String second = challenge("ada@better.example", "correct horse 7 staple", "totp");
        Api.verify(second, "recovery_code", "ETq1x-K8Mlj").statusCode(200);
        challenge("grace@better.example", "p\u00e4ssw\u00f6rd \ufb01ve \u65e5\u672c", "email_code");
    }
}
