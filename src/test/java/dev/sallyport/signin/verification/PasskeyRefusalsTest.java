package dev.sallyport.signin.verification;

import static dev.sallyport.testing.Api.body;
import static dev.sallyport.testing.Ceremonies.refused;
import static dev.sallyport.testing.PasskeyPage.signInAlone;
import static dev.sallyport.testing.PasskeyPage.signInOptions;
import static dev.sallyport.testing.PasskeyPage.verify;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sallyport.testing.Api;
import dev.sallyport.testing.Mailbox;
import dev.sallyport.testing.PasskeyPage;
import dev.sallyport.testing.People;
import dev.sallyport.testing.Person;
import dev.sallyport.testing.Rows;
import dev.sallyport.testing.SoftAuthenticator;
import dev.sallyport.testing.TestClock;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

/** Answers of passkeys that are refused, and what they count against. */
@QuarkusTest
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class PasskeyRefusalsTest {

    @Inject
    People people;

    @Inject
    PasskeyPage page;

    @Inject
    Mailbox mailbox;

    @Inject
    Rows rows;

    @Inject
    TestClock clock;

    @Test
    @DisplayName("[PASK-07] a counter that goes back is refused and recorded, and the user is notified")
    void a_counter_that_goes_back_is_refused_recorded_and_told() {
        SoftAuthenticator key = new SoftAuthenticator(SoftAuthenticator.Algorithm.ES256);
        Person ada = page.withPasskey(key);
        String challenge = people.challengeFor(ada);
        JsonNode options = signInOptions("challengeToken", challenge);
        key.count = 1;
        refused(verify(challenge, options, key.get(options.path("publicKey"))), 401, "invalid-code");
        assertThat(rows.auditsOf(ada, "passkey_counter_went_back")).isOne();
        mailbox.awaitMail(ada.email, "One of your passkeys may have been copied");
        JsonNode again = signInOptions("challengeToken", challenge);
        verify(challenge, again, key.get(again.path("publicKey"))).statusCode(200);
    }

    @Test
    @DisplayName("[PASK-07] [NOTI-04] a copy of a passkey causes three mails a day, and each use of it is recorded")
    void a_copy_causes_few_mails() {
        SoftAuthenticator key = new SoftAuthenticator(SoftAuthenticator.Algorithm.ES256);
        Person ada = page.withPasskey(key);
        String challenge = people.challengeFor(ada);
        for (int used = 0; used < 5; used++) {
            key.count = 1;
            refused(verify(challenge, key), 401, "invalid-code");
        }
        assertThat(rows.auditsOf(ada, "passkey_counter_went_back")).isEqualTo(5);
        assertThat(copyMails(ada)).isEqualTo(3);

        clock.advance(Duration.ofDays(1));
        key.count = 1;
        refused(verify(people.challengeFor(ada), key), 401, "invalid-code");
        assertThat(copyMails(ada)).isEqualTo(4);
    }

    private long copyMails(Person person) {
        return rows.number(
                "select count(*) from mail_outbox where user_id = ?::uuid and kind = 'passkey_copied'", person.userId);
    }

    @Test
    @DisplayName("[THRT-04] [PASK-07] a blind guess with a copied passkey counts as one with the second factor")
    void a_blind_guess_with_a_copied_passkey_is_counted() {
        SoftAuthenticator key = new SoftAuthenticator(SoftAuthenticator.Algorithm.ES256);
        Person ada = page.withPasskey(key);
        for (int number = 0; number < 10; number++) {
            Api.signIn(ada.email, People.WRONG_PASSWORD, null).statusCode(401);
        }
        String challenge = Api.signIn(ada.email, People.WRONG_PASSWORD, null)
                .statusCode(200)
                .extract()
                .path("challengeToken");
        JsonNode options = signInOptions("challengeToken", challenge);
        key.count = 1;
        var copied = key.get(options.path("publicKey"));

        refused(verify(challenge, options, copied), 401, "invalid-code");
        refused(verify(challenge, options, copied), 401, "invalid-code");

        assertThat(rows.number(
                        "select coalesce(sum(a.taken[1]), 0) from allowance a"
                                + " join blind_challenge c on a.owner = encode(c.email_hash, 'hex')"
                                + " where a.kind = 'blind_proof' and c.user_id = ?::uuid",
                        ada.userId))
                .isOne();
        assertThat(rows.auditsOf(ada, "passkey_counter_went_back"))
                .as("recorded as after the right password")
                .isOne();
        mailbox.awaitMail(ada.email, "One of your passkeys may have been copied");
    }

    @Test
    @DisplayName("[PASK-03] a field that does not belong to the method is named")
    void what_does_not_belong_to_the_method_is_named() {
        Person ada = page.withPasskey(SoftAuthenticator.synced());
        String challenge = people.challengeFor(ada);
        refused(Api.verify(challenge, "passkey", "492039"), 400, "invalid-request")
                .body("errors.field", contains("code"));
        refused(
                        Api.json()
                                .body(body("challengeToken", challenge, "method", "passkey"))
                                .post("/v1/sign-in/verify")
                                .then(),
                        400,
                        "invalid-request")
                .body("errors.field", contains("credential"));
    }

    @Test
    @SuppressWarnings("unchecked")
    @DisplayName("[PASK-05] whatever a credential is changed to, it is refused, and never a fault of the service")
    void no_changed_credential_signs_in() {
        SoftAuthenticator key = SoftAuthenticator.synced();
        page.withPasskey(key);
        Random random = new Random(7);
        for (String field : List.of("clientDataJSON", "authenticatorData", "signature", "userHandle", "id")) {
            for (int round = 0; round < 3; round++) {
                JsonNode options = signInOptions();
                Map<String, Object> credential = new LinkedHashMap<>(key.get(options.path("publicKey")));
                Map<String, Object> response = new LinkedHashMap<>((Map<String, Object>) credential.get("response"));
                if (field.equals("id")) {
                    String other = changed(credential.get("id").toString(), random);
                    credential.putAll(Map.of("id", other, "rawId", other));
                } else {
                    response.put(field, changed(response.get(field).toString(), random));
                }
                credential.put("response", response);
                assertThat(signInAlone(options, credential).extract().statusCode())
                        .as("%s in round %d", field, round)
                        .isIn(400, 401);
            }
        }
        signInAlone(key).statusCode(200);
    }

    private static String changed(String text, Random random) {
        int at = random.nextInt(text.length() - 1);
        char other = text.charAt(at) == 'A' ? 'B' : 'A';
        return text.substring(0, at) + other + text.substring(at + 1);
    }

    @Test
    @DisplayName("[PASK-06] a wrong answer without a password is recorded, and counts against no user")
    void a_wrong_answer_alone_counts_against_no_user() {
        SoftAuthenticator key = SoftAuthenticator.synced();
        Person ada = page.withPasskey(key);
        int recorded = rows.auditsOf(ada, "authn_login_fail");
        for (int tries = 1; tries <= 11; tries++) {
            JsonNode options = signInOptions();
            key.origin = "https://evil.example";
            Map<String, Object> wrong = key.get(options.path("publicKey"));
            key.origin = "http://localhost:8080";
            refused(signInAlone(options, wrong), 401, "invalid-credentials");
        }
        assertThat(rows.auditsOf(ada, "authn_login_fail")).isEqualTo(recorded + 11);
        assertThat(rows.number(
                        "select coalesce(sum(failures + consecutive_failures + locks), 0) from failed_attempts"
                                + " where user_id = ?::uuid",
                        ada.userId))
                .isZero();
        verify(people.challengeFor(ada), key).statusCode(200);
    }

    @Test
    @DisplayName("[PASK-04] wrong answers are counted with the codes of the user, and suspend no passkey")
    void wrong_answers_cost_tries() {
        SoftAuthenticator key = SoftAuthenticator.synced();
        Person ada = page.withPasskey(key);
        String challenge = people.challengeFor(ada);
        for (int left = 4; left >= 0; left--) {
            refused(verify(challenge, SoftAuthenticator.synced()), 401, "invalid-code")
                    .body("attemptsLeft", equalTo(left));
        }
        refused(
                Api.json()
                        .body(body("challengeToken", challenge))
                        .post("/v1/sign-in/passkey-options")
                        .then(),
                401,
                "challenge-expired");
        verify(people.challengeFor(ada), key).statusCode(200);
    }
}
