package dev.sallyport.signin.verification;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;

import dev.sallyport.testing.Api;
import dev.sallyport.testing.Guesses;
import dev.sallyport.testing.People;
import dev.sallyport.testing.Person;
import dev.sallyport.testing.Rows;
import dev.sallyport.testing.TestClock;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class ChallengeLifeTest {

    private static final String EXPIRED = "urn:sallyport:problem:challenge-expired";
    private static final String WRONG = "urn:sallyport:problem:invalid-code";

    @Inject
    People people;

    @Inject
    Guesses guesses;

    @Inject
    TestClock clock;

    @Inject
    Rows rows;

    @Test
    @DisplayName("[AUTH-04] a challenge can be answered for ten minutes and not a second longer")
    void a_challenge_lives_ten_minutes() {
        Person ada = people.enrolled();
        String answered = people.challengeFor(ada);
        clock.advance(Duration.ofSeconds(599));
        guesses.right(ada, answered).statusCode(200).body("status", equalTo("signed_in"));

        String late = people.challengeFor(ada);
        clock.advance(Duration.ofSeconds(600));
        assertExpired(guesses.right(ada, late));
        clock.advance(Duration.ofSeconds(1));
        assertExpired(guesses.right(ada, late));
    }

    @Test
    @DisplayName("[AUTH-04] after five wrong codes the right one is refused, and the sign-in starts at the password")
    void a_challenge_takes_five_wrong_codes() {
        Person ada = people.enrolled();
        String challenge = people.challengeFor(ada);
        for (int left = 4; left >= 0; left--) {
            guesses.wrong(ada, challenge)
                    .statusCode(401)
                    .body("type", equalTo(WRONG))
                    .body("attemptsLeft", equalTo(left));
        }
        assertExpired(guesses.right(ada, challenge));

        guesses.right(ada, people.challengeFor(ada)).statusCode(200);
    }

    @Test
    @DisplayName("[AUTH-04] a challenge succeeds once, also for a fresh code")
    void a_challenge_succeeds_once() {
        Person ada = people.enrolled();
        String challenge = people.challengeFor(ada);
        guesses.right(ada, challenge).statusCode(200);
        int sessions = rows.sessionsOf(ada);

        clock.nextStep();
        assertExpired(guesses.right(ada, challenge));
        assertThat(rows.sessionsOf(ada)).isEqualTo(sessions);
    }

    @Test
    @DisplayName("[AUTH-04] with any one character changed it is unknown")
    void a_changed_challenge_is_unknown() {
        Person ada = people.enrolled();
        String challenge = people.challengeFor(ada);
        for (int at = 0; at < challenge.length(); at++) {
            char other = challenge.charAt(at) == 'A' ? 'B' : 'A';
            assertExpired(guesses.right(ada, challenge.substring(0, at) + other + challenge.substring(at + 1)));
        }

        guesses.right(ada, challenge).statusCode(200);
    }

    @Test
    @DisplayName(
            "[AUTH-04] the token ends in 256 bits that only the service can make, and the database does not hold them")
    void the_token_cannot_be_made_up() {
        Person ada = people.enrolled();
        String token = people.challengeFor(ada);
        String handle = token.substring(token.lastIndexOf('.') + 1);

        // Base64url, six bits a character: the id of the key, and the MAC
        assertThat(handle).matches("[A-Za-z0-9_-]{48}");
        assertThat(rows.number(
                        "select count(*) from challenge c where c.user_id = ?::uuid and c::text like '%' || ? || '%'",
                        ada.userId, handle))
                .isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"userId", "email", "user", "sub", "purpose", "accountId", "deviceToken"})
    @DisplayName("[AUTH-04] who signs in is said by the challenge alone: any other field is 400 and costs nothing")
    void a_field_that_is_not_known_is_refused(String field) {
        Person ada = people.enrolled();
        Person victim = people.newcomer();
        String challenge = people.challengeFor(ada);
        Map<String, Object> body =
                Api.body("challengeToken", challenge, "method", "totp", "code", ada.app.codeAt(clock.instant()));
        body.put(field, field.equals("email") ? victim.email : victim.userId);
        Api.json()
                .body(body)
                .post("/v1/sign-in/verify")
                .then()
                .statusCode(400)
                .body("type", equalTo("urn:sallyport:problem:invalid-request"))
                .body("errors.field", hasItem(field));

        guesses.right(ada, challenge).statusCode(200).body("user.id", equalTo(ada.userId));
        assertThat(rows.sessionsOf(victim)).isZero();
    }

    @Test
    @DisplayName("[AUTH-04] a challenge is bound to its user: another user's correct code does not answer it")
    void a_challenge_belongs_to_its_user() {
        Person victim = people.enrolled();
        Person mallory = people.enrolled();
        String challenge = people.challengeFor(victim);

        guesses.right(mallory, challenge).statusCode(401).body("type", equalTo(WRONG));
    }

    private static void assertExpired(ValidatableResponse answer) {
        answer.statusCode(401).body("type", equalTo(EXPIRED));
    }
}
