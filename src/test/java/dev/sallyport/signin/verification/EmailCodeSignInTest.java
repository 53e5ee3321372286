package dev.sallyport.signin.verification;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import dev.sallyport.security.token.Forge;
import dev.sallyport.testing.Api;
import dev.sallyport.testing.Guesses;
import dev.sallyport.testing.Mailbox;
import dev.sallyport.testing.People;
import dev.sallyport.testing.Person;
import dev.sallyport.testing.Rows;
import dev.sallyport.testing.Secrets;
import dev.sallyport.testing.TestClock;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

@QuarkusTest
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class EmailCodeSignInTest {

    @Inject
    People people;

    @Inject
    Mailbox mailbox;

    @Inject
    TestClock clock;

    @Inject
    Rows database;

    private static ValidatableResponse answer(String challenge, String code) {
        return Api.verify(challenge, "email_code", code);
    }

    private static void assertExpired(ValidatableResponse response) {
        response.statusCode(401).body("type", equalTo("urn:sallyport:problem:challenge-expired"));
    }

    @Test
    @DisplayName("[S15] [D1] without 2FA an unknown device needs a code by email, and gets no token before")
    void an_unknown_device_gets_a_challenge() {
        Person ada = people.newcomer();
        Api.signIn(ada.email, People.PASSWORD, null)
                .statusCode(200)
                .body("status", equalTo("challenge_required"))
                .body("purpose", equalTo("device_verification"))
                .body("methods", contains("email_code"))
                .body("challengeToken", notNullValue())
                .body("emailHint", endsWith(".org"))
                .body("accessToken", nullValue())
                .body("refreshToken", nullValue())
                .body("deviceToken", nullValue());
        mailbox.awaitMailsTo(ada.email, 1);
        assertThat(database.number("select count(*) from session where user_id = ?::uuid", ada.userId))
                .isZero();
    }

    @Test
    @DisplayName("[MAIL-01] [D3] no field and no header of a client turns the email code off")
    void a_client_cannot_turn_it_off() {
        Person ada = people.newcomer();
        for (String field : List.of("skipDeviceVerification", "trusted", "remember", "emailCode", "mfaExempt", "sso")) {
            Map<String, Object> body = Api.body("email", ada.email, "password", People.PASSWORD, field, true);
            Api.json().body(body).post("/v1/sign-in").then().statusCode(400);
        }
        Api.json()
                .header("X-Device-Token", "sp_dt_x")
                .header("X-Skip-Verification", "true")
                .cookie("device", "trusted")
                .body(Api.body("email", ada.email, "password", People.PASSWORD))
                .post("/v1/sign-in?skipDeviceVerification=true")
                .then()
                .statusCode(200)
                .body("status", equalTo("challenge_required"));
    }

    @Test
    @DisplayName("[MAIL-01] [S15] [D1] with 2FA on, the app is asked instead and no mail is sent")
    void an_authenticator_ends_the_emails() {
        Person ada = people.enrolled();
        int before = mailbox.awaitMailsTo(ada.email, 2).size();
        Api.signIn(ada.email, People.PASSWORD, null)
                .statusCode(200)
                .body("purpose", equalTo("two_factor"))
                .body("emailHint", nullValue());
        Person bob = people.newcomer();
        people.challengeFor(bob);
        mailbox.awaitMailsTo(bob.email, 1);
        assertThat(mailbox.mailsTo(ada.email)).hasSize(before);
    }

    @Test
    @DisplayName("[MAIL-02] [D2] a code is good for ten minutes and no longer")
    void a_code_lives_ten_minutes() {
        Person ada = people.newcomer();
        String inTime = people.challengeFor(ada);
        clock.advance(Duration.ofMinutes(9).plusSeconds(59));
        answer(inTime, mailbox.awaitCode(ada.email, 1)).statusCode(200);

        String tooLate = people.challengeFor(ada);
        String code = mailbox.awaitCode(ada.email, 2);
        clock.advance(Duration.ofMinutes(10).plusSeconds(1));
        assertExpired(answer(tooLate, code));
    }

    @Test
    @DisplayName("[MAIL-02] a code works once")
    void a_code_works_once() {
        Person ada = people.newcomer();
        String challenge = people.challengeFor(ada);
        String code = mailbox.awaitCode(ada.email, 1);
        answer(challenge, code).statusCode(200);
        assertExpired(answer(challenge, code));
    }

    @Test
    @DisplayName("[MAIL-02] [D2] the database holds neither the code nor a plain hash of it")
    void a_code_is_not_stored() {
        Person ada = people.newcomer();
        String challenge = people.challengeFor(ada);
        String code = mailbox.awaitCode(ada.email, 1);
        Secrets secrets = new Secrets()
                .addCode(code)
                .add(challenge)
                // Behind the ids of the user and the row, and the id of the key.
                .addSlices(challenge.substring(challenge.lastIndexOf('.') + 7), 12);
        secrets.assertAbsentFrom("the database", database.dump());
        answer(challenge, code).statusCode(200);
        secrets.assertAbsentFrom("the database, afterwards", database.dump());
    }

    @Test
    @DisplayName("[MAIL-03] [D2] a code answers its own challenge only, not another one of the same user")
    void a_code_is_bound_to_its_challenge() {
        Person ada = people.newcomer();
        String first = people.challengeFor(ada);
        String codeOfFirst = mailbox.awaitCode(ada.email, 1);
        String second = people.challengeFor(ada);
        String codeOfSecond = mailbox.awaitCode(ada.email, 2);
        if (!codeOfFirst.equals(codeOfSecond)) {
            answer(second, codeOfFirst).statusCode(401).body("type", equalTo("urn:sallyport:problem:invalid-code"));
        }
        answer(second, codeOfSecond).statusCode(200).body("user.id", equalTo(ada.userId));
    }

    @Test
    @DisplayName("[MAIL-03] a code of one user does not answer another user's challenge")
    void a_code_is_bound_to_its_user() {
        Person ada = people.newcomer();
        Person bob = people.newcomer();
        people.challengeFor(ada);
        String codeOfAda = mailbox.awaitCode(ada.email, 1);
        String challengeOfBob = people.challengeFor(bob);
        String codeOfBob = mailbox.awaitCode(bob.email, 1);
        if (!codeOfAda.equals(codeOfBob)) {
            answer(challengeOfBob, codeOfAda).statusCode(401).body("attemptsLeft", equalTo(4));
        }
        Map<String, Object> foreign = Api.body(
                "challengeToken", challengeOfBob, "method", "email_code", "code", codeOfBob, "userId", ada.userId);
        Api.json().body(foreign).post("/v1/sign-in/verify").then().statusCode(400);
        answer(challengeOfBob, codeOfBob).statusCode(200).body("user.id", equalTo(bob.userId));
    }

    @Test
    @DisplayName("[MAIL-04] five wrong codes end a challenge, and the right one is refused afterwards")
    void five_wrong_codes_end_a_challenge() {
        Person ada = people.newcomer();
        String challenge = people.challengeFor(ada);
        String code = mailbox.awaitCode(ada.email, 1);
        for (int left = 4; left >= 0; left--) {
            answer(challenge, Guesses.otherThan(code)).statusCode(401).body("attemptsLeft", equalTo(left));
        }
        assertExpired(answer(challenge, code));
    }

    @Test
    @DisplayName("[MAIL-04] neither a resend nor a new sign-in gives the user new tries: ten in a row lock")
    void new_challenges_bring_no_new_tries() {
        Person ada = people.newcomer();
        int wrong = 0;
        String challenge = "";
        String code = "";
        for (int number = 1; wrong < 10; number++) {
            challenge = people.challengeFor(ada);
            code = mailbox.awaitCode(ada.email, number);
            for (int tries = 0; tries < 4 && wrong < 10; tries++) {
                answer(challenge, Guesses.otherThan(code)).statusCode(401);
                wrong++;
            }
            Api.resend(challenge).statusCode(202);
        }
        answer(challenge, code)
                .statusCode(429)
                .header("Retry-After", equalTo("900"))
                .body("type", equalTo("urn:sallyport:problem:too-many-attempts"))
                .body("retryAfterSeconds", equalTo(900));
    }

    @Test
    @DisplayName("[MAIL-08] a sign-in by email code is level 1fa, with amr pwd and email and never mfa or otp")
    void a_code_by_email_is_no_second_factor() {
        Person ada = people.signedIn();
        Api.session(ada.accessToken).statusCode(200).body("acr", equalTo("1fa")).body("amr", contains("pwd", "email"));
        assertThat(database.list("select acr, amr::text as amr from session where user_id = ?::uuid", ada.userId))
                .containsExactly(Map.of("acr", "1fa", "amr", "{pwd,email}"));
    }

    @Test
    @DisplayName("[D17] the access token of a sign-in by email code says 1fa, pwd and email")
    void the_token_says_so() {
        Map<String, Object> claims = Forge.claims(people.signedIn().accessToken);
        assertThat(claims).containsEntry("acr", "1fa").containsEntry("amr", List.of("pwd", "email"));
    }

    @Test
    @DisplayName("[MAIL-08] a user with an app cannot answer by email, nor have a code sent, and loses no try over it")
    void the_app_cannot_be_swapped_for_an_email() {
        Person ada = people.enrolled();
        mailbox.awaitMailsTo(ada.email, 2);
        String challenge = people.challengeFor(ada);
        for (int times = 0; times < 6; times++) {
            answer(challenge, "123456").statusCode(400).body("errors[0].field", equalTo("method"));
        }
        Api.resend(challenge).statusCode(409).body("type", equalTo("urn:sallyport:problem:conflict"));
        assertThat(database.list(
                        "select failures from challenge where user_id = ?::uuid and closed_at is null and"
                                + " purpose = 'two_factor'",
                        ada.userId))
                .containsExactly(Map.of("failures", 0));
        assertThat(database.number(
                        "select count(*) from failed_attempts where user_id = ?::uuid and failures > 0", ada.userId))
                .isZero();
        assertThat(mailbox.mailsTo(ada.email)).hasSize(2);
        Api.verify(challenge, "totp", ada.app.codeAt(clock.instant())).statusCode(200);
    }

    @Test
    @DisplayName("[MAIL-08] a challenge by email is not answered with another method, and loses no try over it")
    void the_email_cannot_be_swapped_for_another_method() {
        Person ada = people.newcomer();
        String challenge = people.challengeFor(ada);
        String code = mailbox.awaitCode(ada.email, 1);
        Map<String, String> others =
                Map.of("totp", code, "recovery_code", "0123-4567-89AB-CDEF", "paper_key", "0123456789abcdef".repeat(4));
        others.forEach((method, wellFormed) ->
                Api.verify(challenge, method, wellFormed).statusCode(400).body("errors[0].field", equalTo("method")));
        answer(challenge, Guesses.otherThan(code)).statusCode(401).body("attemptsLeft", equalTo(4));
        answer(challenge, code).statusCode(200);
    }
}
