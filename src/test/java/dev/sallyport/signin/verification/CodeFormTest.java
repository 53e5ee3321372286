package dev.sallyport.signin.verification;

import static dev.sallyport.testing.Ceremonies.refused;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.testing.Api;
import dev.sallyport.testing.People;
import dev.sallyport.testing.Person;
import dev.sallyport.testing.Rows;
import dev.sallyport.testing.TestClock;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

@QuarkusTest
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class CodeFormTest {

    @Inject
    People people;

    @Inject
    TestClock clock;

    @Inject
    Rows rows;

    /** JSON values that are not the code, though lenient parsers would read many of them as it. */
    private static List<String> notTheCode(String code) {
        String number = Integer.toString(Integer.parseInt(code));
        return List.of(
                number,
                code,
                quoted("+" + code),
                quoted("+0" + number),
                quoted("0000000" + code),
                quoted("G-" + code),
                quoted(code + "."),
                quoted(code.substring(0, 3) + "_" + code.substring(3)),
                quoted(code.substring(0, 5)),
                quoted(code + "0"),
                quoted(inScript(code, '\u2460')),
                quoted(inScript(code, '\u2080')),
                quoted("0x" + code.substring(2)),
                quoted(code.substring(0, 4) + "e1"),
                quoted(code.substring(0, 4) + ".0"),
                quoted(""),
                quoted("abcdef"),
                quoted("******"),
                quoted("' or 1"),
                quoted(code + "\\u0000"),
                "null",
                "[]",
                "[\"" + code + "\"]",
                "{}",
                "{\"code\": \"" + code + "\"}",
                "true",
                "1e5",
                quoted("1".repeat(8_000)));
    }

    private static String quoted(String text) {
        return "\"" + text + "\"";
    }

    private static String inScript(String code, char zero) {
        return code.chars()
                .mapToObj(digit -> String.valueOf((char) (zero + digit - '0')))
                .collect(Collectors.joining());
    }

    private static String request(String challenge, String code) {
        return "{\"challengeToken\": \"" + challenge + "\", \"method\": \"totp\", \"code\": " + code + "}";
    }

    @Test
    @DisplayName("[TOTP-05] [V15] Whatever is not a string of six digits is 400 and spends nothing")
    void only_six_digits_are_a_code() {
        Person ada = people.enrolled();
        String challenge = people.challengeFor(ada);
        String code = ada.app.codeAt(clock.instant());

        for (String junk : notTheCode(code)) {
            var answer = Api.json()
                    .body(request(challenge, junk))
                    .post("/v1/sign-in/verify")
                    .then();
            assertThat(answer.extract().statusCode()).as(junk).isEqualTo(400);
            refused(answer, 400, "invalid-request");
        }

        assertThat(rows.number(
                        "select failures from challenge where closed_at is null and user_id = ?::uuid", ada.userId))
                .isEqualTo(0);
        assertThat(rows.number(
                        "select count(*) from failed_attempts where failures > 0 and user_id = ?::uuid", ada.userId))
                .isZero();
        assertThat(rows.number("select count(*) from session where user_id = ?::uuid", ada.userId))
                .isOne();
        Api.verify(challenge, "totp", code).statusCode(200);
    }

    @Test
    @DisplayName("[TOTP-05] A million digits are refused for their size, and the code is still good")
    void a_million_digits_are_refused() {
        Person ada = people.enrolled();
        String challenge = people.challengeFor(ada);

        int status = Api.json()
                .body(request(challenge, quoted("1".repeat(1_000_000))))
                .post("/v1/sign-in/verify")
                .statusCode();

        assertThat(status).isEqualTo(413);
        Api.verify(challenge, "totp", ada.app.codeAt(clock.instant())).statusCode(200);
    }

    @Test
    @DisplayName("[TOTP-05] Leading zeros are part of a code: without them it is malformed, with them it is compared")
    void leading_zeros_count() {
        Person ada = people.enrolled();
        while (!ada.app.codeAt(clock.instant()).startsWith("0")) {
            clock.nextStep();
        }
        String code = ada.app.codeAt(clock.instant());
        String challenge = people.challengeFor(ada);

        refused(Api.verify(challenge, "totp", code.substring(1)), 400, "invalid-request");
        Api.verify(challenge, "totp", code).statusCode(200);
    }
}
