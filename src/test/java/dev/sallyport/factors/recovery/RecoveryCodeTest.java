package dev.sallyport.factors.recovery;

import static dev.sallyport.testing.Ceremonies.refused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import dev.sallyport.testing.Api;
import dev.sallyport.testing.Contract;
import dev.sallyport.testing.Guesses;
import dev.sallyport.testing.People;
import dev.sallyport.testing.Person;
import dev.sallyport.testing.Rows;
import dev.sallyport.testing.Secrets;
import dev.sallyport.testing.TestClock;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

@QuarkusTest
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class RecoveryCodeTest {

    @Inject
    People people;

    @Inject
    Guesses guesses;

    @Inject
    TestClock clock;

    @Inject
    Rows rows;

    @Inject
    RecoveryCodes codes;

    @Test
    @DisplayName("[RECV-01] [R1] A set is ten codes of 16 symbols in groups of four, no two alike")
    void a_set_is_ten_codes() {
        List<String> shown = new ArrayList<>();
        for (int set = 0; set < 5; set++) {
            shown.addAll(codes.generate().shown());
        }
        assertThat(shown)
                .hasSize(50)
                .doesNotHaveDuplicates()
                .allMatch(code -> code.matches("[0-9A-HJKMNP-TV-Z]{4}(-[0-9A-HJKMNP-TV-Z]{4}){3}"));
    }

    @Test
    @DisplayName("[RECV-01] [R1] Codes are shown once: no GET of the whole API shows one again, only how many are left")
    void codes_are_shown_once() {
        Person ada = people.enrolled();
        Secrets secrets = secretsOf(ada);
        for (Contract.Operation operation : Contract.operations()) {
            if (operation.method().equals("GET")) {
                String answer = operation.call(Api.as(ada.accessToken)).asString();
                secrets.assertAbsentFrom(operation.toString(), answer);
            }
        }
        Api.as(ada.accessToken)
                .get("/v1/me/recovery-codes")
                .then()
                .statusCode(200)
                .body("total", equalTo(10))
                .body("remaining", equalTo(10))
                .body("paperKey", equalTo(true));
    }

    @Test
    @DisplayName("[RECV-02] [R3] The database holds neither codes nor plain hashes of them, and a salt for each set")
    void codes_are_stored_hashed() {
        Person ada = people.enrolled();
        Person bob = people.enrolled();
        secretsOf(ada).assertAbsentFrom("database", rows.dump());
        assertThat(rows.text("select encode(salt, 'hex') from recovery_code_set where user_id = ?::uuid", ada.userId))
                .hasSizeGreaterThanOrEqualTo(32)
                .isNotEqualTo(rows.text(
                        "select encode(salt, 'hex') from recovery_code_set where user_id = ?::uuid", bob.userId));
    }

    @Test
    @DisplayName("[RECV-03] [R2] A code works once, and for its own user only: on another's challenge it is not spent")
    void a_code_works_once_for_its_own_user() {
        Person ada = people.enrolled();
        Person bob = people.enrolled();
        String code = bob.recoveryCodes.get(4);
        refused(recover(people.challengeFor(ada), code), 401, "invalid-code");
        recover(people.challengeFor(bob), code).statusCode(200);
        for (int again = 0; again < 3; again++) {
            refused(recover(people.challengeFor(bob), code), 401, "invalid-code");
        }
    }

    @Test
    @DisplayName("[RECV-04] Nine wrong app codes and a wrong recovery code lock; no recovery code opens or burns then")
    void one_counter_for_app_and_codes() {
        Person ada = people.enrolled();
        guesses.enterWrong(ada, 9);
        refused(recover(people.challengeFor(ada), Guesses.otherThan(ada.recoveryCodes.get(0))), 401, "invalid-code");
        refused(recover(people.challengeFor(ada), ada.recoveryCodes.get(1)), 429, "too-many-attempts");
        assertThat(unused(ada)).isEqualTo(10);
        clock.advance(Duration.ofMinutes(16));
        recover(people.challengeFor(ada), ada.recoveryCodes.get(1)).statusCode(200);
        assertThat(unused(ada)).isEqualTo(9);
    }

    @Test
    @DisplayName("[RECV-04] Without the challenge of a right password no code opens anything, nor is one spent")
    void a_code_needs_the_password_first() {
        Person ada = people.enrolled();
        refused(recover("sp_ch_unknown", ada.recoveryCodes.get(0)), 401, "challenge-expired");
        refused(recover(ada.refreshToken, ada.recoveryCodes.get(0)), 401, "challenge-expired");
        Api.signIn(ada.email, ada.recoveryCodes.get(0), null).statusCode(401);
        assertThat(unused(ada)).isEqualTo(10);
    }

    @Test
    @DisplayName("[RECV-05] [R7] A code is good in each spelling that people type")
    void a_code_in_four_spellings() {
        Person ada = people.enrolled();
        List<String> own = ada.recoveryCodes;
        recover(people.challengeFor(ada), own.get(0).toLowerCase(Locale.ROOT)).statusCode(200);
        recover(people.challengeFor(ada), own.get(1).replace("-", "")).statusCode(200);
        recover(people.challengeFor(ada), " " + own.get(2).replace('-', ' ') + " ")
                .statusCode(200);
        recover(people.challengeFor(ada), own.get(3).replace('0', 'o').replace('1', 'l'))
                .statusCode(200);
    }

    @Test
    @DisplayName("[RECV-05] Fifty other values are refused as malformed: no session, no try and no code is spent")
    void junk_is_400() {
        Person ada = people.enrolled();
        String challenge = people.challengeFor(ada);
        int sessions = rows.sessionsOf(ada);
        for (Object junk : junk(ada)) {
            Map<String, Object> body = Api.body("challengeToken", challenge, "method", "recovery_code");
            body.put("code", junk);
            refused(Api.json().body(body).post("/v1/sign-in/verify").then(), 400, "invalid-request");
        }
        assertThat(rows.sessionsOf(ada)).isEqualTo(sessions);
        assertThat(unused(ada)).isEqualTo(10);
        recover(challenge, ada.recoveryCodes.get(0)).statusCode(200);
    }

    @Test
    @DisplayName("[RECV-05] An app's code in the place of a recovery code is refused, and is still good as what it is")
    void an_app_code_is_no_recovery_code() {
        Person ada = people.enrolled();
        String challenge = people.challengeFor(ada);
        String code = ada.app.codeAt(clock.instant());
        refused(recover(challenge, code), 400, "invalid-request");
        Api.verify(challenge, "totp", code).statusCode(200);
    }

    private static List<Object> junk(Person person) {
        String code = person.recoveryCodes.get(0);
        List<Object> junk = new ArrayList<>(Arrays.asList(
                null,
                "",
                " ",
                "-",
                "*",
                "%",
                "0",
                "null",
                "true",
                "[]",
                "{}",
                0,
                1,
                -1,
                0.5,
                true,
                false,
                1e300,
                List.of(),
                List.of(code),
                List.of(code, code),
                Map.of(),
                Map.of("$ne", ""),
                Map.of("code", code),
                code + "0",
                code + code,
                code.substring(1),
                code.substring(0, 18),
                code + "\u0000",
                "'" + code,
                code.replace('-', '_'),
                code.replace('-', '.'),
                code.replace('-', '/'),
                code.replace('-', '*'),
                "R-" + code,
                "U" + code.substring(1),
                "!" + code.substring(1),
                "\u2460" + code.substring(1),
                "\u00df" + code.substring(2),
                "\u0391" + code.substring(1),
                "' or '1'='1",
                "1=1",
                "../../etc/passwd",
                "${7*7}",
                "{{7*7}}",
                "A".repeat(15),
                "A".repeat(17),
                "A".repeat(128),
                "A".repeat(2000),
                "\n",
                "0x10"));
        assertThat(junk).hasSizeGreaterThanOrEqualTo(50);
        return junk;
    }

    private static ValidatableResponse recover(String challenge, String code) {
        return Api.verify(challenge, "recovery_code", code);
    }

    private int unused(Person person) {
        return rows.number(
                "select count(*) from recovery_code where user_id = ?::uuid and used_at is null", person.userId);
    }

    private static Secrets secretsOf(Person person) {
        Secrets secrets = new Secrets();
        person.recoveryCodes.forEach(code -> {
            String bare = code.replace("-", "");
            secrets.add(code).add(code.toLowerCase(Locale.ROOT)).add(bare).add(bare.toLowerCase(Locale.ROOT));
        });
        return secrets;
    }
}
