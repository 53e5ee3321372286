package dev.sallyport.signin.verification;

import static dev.sallyport.signin.verification.BlindSignIns.HOME;
import static dev.sallyport.signin.verification.BlindSignIns.challenge;
import static dev.sallyport.signin.verification.BlindSignIns.post;
import static dev.sallyport.signin.verification.BlindSignIns.useUp;
import static dev.sallyport.signin.verification.BlindSignIns.verify;
import static dev.sallyport.testing.Ceremonies.refused;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sallyport.testing.Api;
import dev.sallyport.testing.Await;
import dev.sallyport.testing.Guesses;
import dev.sallyport.testing.OtherSettings;
import dev.sallyport.testing.People;
import dev.sallyport.testing.Person;
import dev.sallyport.testing.Rows;
import dev.sallyport.testing.TestClock;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

/**
 * What a reader of the trail, of a session or of an account learns of blind sign-ins: that there were some, and nothing
 * of the password. The guesser may hold an old session of the user, or administer an account of theirs.
 */
@QuarkusTest
@TestProfile(OtherSettings.class)
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class BlindTrailTest {

    /** So many mails with codes a user gets in an hour. */
    private static final int MAILS = 5;

    @Inject
    People people;

    @Inject
    TestClock clock;

    @Inject
    Rows rows;

    @BeforeEach
    void beginAnHour() {
        clock.advance(Duration.ofHours(1));
    }

    /** Both steps, some of them twice: the codes are wrong but for the last one, which comes after ten wrong ones. */
    private void guess(Person person, String password) {
        for (int number = 0; number < 2; number++) {
            String challenge = challenge(person, password);
            for (int tried = 0; tried < 5; tried++) {
                refused(
                        verify(challenge, "recovery_code", Guesses.otherThan(person.recoveryCodes.get(0))),
                        401,
                        "invalid-code");
            }
        }
        String challenge = challenge(person, password);
        post("/v1/sign-in/resend", challenge).statusCode(202);
        refused(verify(challenge, "recovery_code", person.recoveryCodes.get(0)), 401, "invalid-code");
    }

    private static List<JsonNode> events(Person reader, String path) {
        List<JsonNode> items = new ArrayList<>();
        Api.read(Api.as(reader.accessToken)
                        .queryParam("limit", 100)
                        .get(path)
                        .then()
                        .statusCode(200))
                .path("items")
                .forEach(items::add);
        return items;
    }

    /** Without what differs between any two events and any two users. */
    private static String shape(JsonNode event) {
        ObjectNode shape = event.deepCopy();
        ((ObjectNode) shape.path("actor")).remove("id");
        return shape.remove(List.of("id", "at", "requestId", "user")).toString();
    }

    /** The events of guesses, as the user and as the account read them, in no order: they are written afterwards. */
    private List<String> traces(Person person, String password) {
        List<String> paths = List.of("/v1/me/events", "/v1/accounts/" + person.accountId + "/events");
        List<Integer> before =
                paths.stream().map(path -> events(person, path).size()).toList();
        int opened = rows.auditsOf(person, "authn_challenge_opened");
        guess(person, password);
        await(person, "authn_challenge_opened", opened + 3);
        await(person, "authn_code_fail", 11);
        settle();
        List<String> shapes = new ArrayList<>();
        for (int number = 0; number < paths.size(); number++) {
            List<JsonNode> after = events(person, paths.get(number));
            after.subList(0, after.size() - before.get(number)).stream()
                    .map(BlindTrailTest::shape)
                    .sorted()
                    .forEach(shapes::add);
        }
        assertThat(shapes).hasSize(28);
        return shapes;
    }

    private void await(Person person, String type, int count) {
        Await.await(type, () -> rows.auditsOf(person, type) >= count);
        assertThat(rows.auditsOf(person, type)).as(type).isEqualTo(count);
    }

    /** What was deferred before this sign-in of another user has had the time to be done. */
    private void settle() {
        Person other = people.newcomer();
        useUp(other.email);
        challenge(other, People.WRONG_PASSWORD);
        await(other, "authn_challenge_opened", 1);
    }

    @Test
    @DisplayName("[THRT-04] the trail of the user and of the account is the same after wrong and right blind passwords")
    void no_event_reveals_the_password() {
        Person ada = people.enrolled();
        Person bob = people.enrolled();
        useUp(ada.email);
        useUp(bob.email);

        List<String> wrong = traces(ada, People.WRONG_PASSWORD);
        List<String> right = traces(bob, People.PASSWORD);

        assertThat(right).isEqualTo(wrong);
        assertThat(wrong).anySatisfy(event -> assertThat(event).contains("wrong_passwords", HOME));
        assertThat(lock(bob)).isEqualTo(lock(ada)).isEqualTo("null");
        assertThat(attemptsLeft(bob)).isEqualTo(attemptsLeft(ada)).isEqualTo(9);
    }

    private static String lock(Person owner) {
        return Api.read(Api.as(owner.accessToken)
                        .get("/v1/accounts/{id}/users", owner.accountId)
                        .then()
                        .statusCode(200))
                .at("/items/0/secondStepLockedUntil")
                .asText();
    }

    private static int attemptsLeft(Person person) {
        return Api.read(refused(
                        Api.as(person.accessToken)
                                .body(Api.body(
                                        "method",
                                        "recovery_code",
                                        "code",
                                        Guesses.otherThan(person.recoveryCodes.get(0))))
                                .post("/v1/me/step-up")
                                .then(),
                        401,
                        "invalid-code"))
                .path("attemptsLeft")
                .asInt();
    }

    @Test
    @DisplayName("[THRT-04] mails after right blind passwords use up no mail that a session of the user can ask for")
    void no_mail_reveals_the_password() {
        for (String password : List.of(People.WRONG_PASSWORD, People.PASSWORD)) {
            Person bob = people.signedIn();
            useUp(bob.email);
            for (int number = 0; number < MAILS; number++) {
                challenge(bob, password);
            }
            settle();
            clock.advance(Duration.ofSeconds(31));
            assertThat(Api.read(Api.as(bob.accessToken)
                                    .post("/v1/me/step-up/email")
                                    .then()
                                    .statusCode(202))
                            .path("delivery")
                            .asText())
                    .isEqualTo("queued");
        }
    }
}
