package dev.sallyport.security.throttle;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.clients.TestClients;
import dev.sallyport.clients.TestClients.TestClient;
import dev.sallyport.testing.Api;
import dev.sallyport.testing.Ceremonies;
import dev.sallyport.testing.Guesses;
import dev.sallyport.testing.Mailbox;
import dev.sallyport.testing.People;
import dev.sallyport.testing.Person;
import dev.sallyport.testing.TestClock;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.function.Supplier;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

/**
 * Every operation that checks a secret, in two tables: what people type is short, so that guesses are counted; what
 * machines pass on cannot be guessed, so that a counter would only let strangers lock its owner out. (The limit for
 * wrong secrets of clients, which keeps no client out, is off here and has a test of its own.)
 *
 * <p>New recovery codes and paper keys are in neither: they take a recent session, which is what step-up gives.
 */
@QuarkusTest
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class EverySecretTest {

    private static final int MOST = 20;

    /** Tries of one challenge, set-up or change of address, after which there has to be another. */
    private static final int TRIES_OF_ONE = 5;

    @Inject
    People people;

    @Inject
    Ceremonies ceremonies;

    @Inject
    Mailbox mailbox;

    @Inject
    TestClock clock;

    /**
     * A secret that people type.
     *
     * @param guess enters the wrong value for the nth time
     */
    private record Typed(String operation, IntFunction<ValidatableResponse> guess) {}

    @Test
    @DisplayName("[THRT-07] whatever secret people type, at most twenty wrong ones are checked before it is 429")
    void guesses_are_counted() {
        for (Typed typed : typed()) {
            int looked = 0;
            ValidatableResponse answer = typed.guess().apply(0);
            while (answer.extract().statusCode() != 429 && looked <= MOST) {
                boolean blind = "extra_verification".equals(answer.extract().<String>path("purpose"));
                if (!blind) {
                    assertThat(answer.extract().<String>path("type"))
                            .as(typed.operation())
                            .isIn("urn:sallyport:problem:invalid-code", "urn:sallyport:problem:invalid-credentials");
                }
                looked++;
                answer = typed.guess().apply(looked);
            }
            assertThat(looked).as(typed.operation()).isBetween(TRIES_OF_ONE, MOST);
            assertThat(answer.extract().statusCode()).as(typed.operation()).isEqualTo(429);
            assertThat(answer.extract().<String>path("type"))
                    .as(typed.operation())
                    .isEqualTo("urn:sallyport:problem:too-many-attempts");
            assertThat(answer.extract().header("Retry-After"))
                    .as(typed.operation())
                    .isNotNull();
        }
    }

    private List<Typed> typed() {
        Person bob = people.newcomer();
        TestClient backend = TestClients.with("sign-in");
        return List.of(
                new Typed("sign-in", guess -> Api.signIn(bob.email, People.WRONG_PASSWORD, null)),
                secondStep("totp", this::wrongCode),
                secondStep("recovery_code", person -> Guesses.otherThan(person.recoveryCodes.get(0))),
                secondStep("paper_key", person -> Guesses.otherThan(person.paperKey)),
                secondStepByMail(),
                enrolling(),
                asked(people.enrolled(), "PUT", "/v1/me/password", this::passwordChange),
                asked(people.signedIn(), "PUT", "/v1/me/email", this::emailChange),
                confirmingEmail(),
                asked(
                        people.enrolled(),
                        "POST",
                        "/v1/me/two-factor/disable",
                        person -> Api.body("password", People.WRONG_PASSWORD)),
                asked(
                        people.enrolled(),
                        "POST",
                        "/v1/me/two-factor/disable",
                        person -> Api.body("password", People.PASSWORD, "method", "totp", "code", wrongCode(person))),
                asked(
                        people.enrolled(),
                        "POST",
                        "/v1/me/step-up",
                        person -> Api.body("method", "totp", "code", wrongCode(person))),
                asked(
                        people.enrolled(),
                        "POST",
                        "/v1/me/step-up",
                        person -> Api.body(
                                "method", "recovery_code", "code", Guesses.otherThan(person.recoveryCodes.get(0)))),
                asked(
                        people.signedIn(),
                        "POST",
                        "/v1/me/step-up",
                        person -> Api.body("method", "password", "password", People.WRONG_PASSWORD)),
                stepUpByMail(),
                checkedByBackend(backend));
    }

    private Typed secondStep(String method, Function<Person, String> wrong) {
        Person ada = people.enrolled();
        return new Typed(
                "second step by " + method,
                renewed(() -> people.challengeFor(ada), challenge -> Api.verify(challenge, method, wrong.apply(ada))));
    }

    private Typed secondStepByMail() {
        Person bob = people.newcomer();
        Supplier<String> challenge = () -> people.challengeFor(bob);
        return new Typed(
                "second step by email_code",
                renewedByMail(challenge, bob.email, 0, (opened, code) -> Api.verify(opened, "email_code", code)));
    }

    private Typed stepUpByMail() {
        Person bob = people.signedIn();
        Supplier<String> mail = () -> {
            clock.advance(Duration.ofSeconds(31));
            Api.as(bob.accessToken).post("/v1/me/step-up/email").then().statusCode(202);
            return "";
        };
        return new Typed(
                "step-up by email_code",
                renewedByMail(
                        mail,
                        bob.email,
                        1,
                        (asked, code) -> Api.as(bob.accessToken)
                                .body(Api.body("method", "email_code", "code", code))
                                .post("/v1/me/step-up")
                                .then()));
    }

    private Typed confirmingEmail() {
        Person bob = people.signedIn();
        String email = "moved-" + bob.email;
        Supplier<String> change = () -> {
            Api.as(bob.accessToken)
                    .body(Api.body("email", email, "password", People.PASSWORD))
                    .put("/v1/me/email")
                    .then()
                    .statusCode(202);
            return "";
        };
        return new Typed(
                "another email",
                renewedByMail(
                        change,
                        email,
                        0,
                        (asked, code) -> Api.as(bob.accessToken)
                                .body(Api.body("code", code))
                                .post("/v1/me/email/confirm")
                                .then()));
    }

    private Typed enrolling() {
        Person bob = people.signedIn();
        return new Typed(
                "confirming an app",
                renewed(
                        () -> {
                            ceremonies.start(bob);
                            return bob.authenticatorId;
                        },
                        id -> Api.confirm(bob.accessToken, id, wrongCode(bob))));
    }

    private Typed checkedByBackend(TestClient backend) {
        Person ada = people.enrolled();
        return new Typed(
                "a backend's check",
                guess -> backend.basic(Api.json())
                        .body(Api.body("userId", ada.userId, "code", wrongCode(ada)))
                        .post("/v1/challenges/totp-check")
                        .then());
    }

    private Typed asked(Person person, String method, String path, Function<Person, Map<String, Object>> body) {
        return new Typed(
                method + " " + path,
                guess -> Api.as(person.accessToken)
                        .body(body.apply(person))
                        .request(method, path)
                        .then());
    }

    private Map<String, Object> passwordChange(Person person) {
        return Api.body("currentPassword", People.WRONG_PASSWORD, "newPassword", People.NEW_PASSWORD);
    }

    private Map<String, Object> emailChange(Person person) {
        return Api.body("email", "moved-" + person.email, "password", People.WRONG_PASSWORD);
    }

    private String wrongCode(Person person) {
        return person.app.wrongCodeAt(clock.instant());
    }

    /** Begins again whenever the tries of what was begun are used up. */
    private static IntFunction<ValidatableResponse> renewed(
            Supplier<String> begin, Function<String, ValidatableResponse> guess) {
        String[] begun = new String[1];
        return number -> {
            if (number % TRIES_OF_ONE == 0) {
                begun[0] = begin.get();
            }
            return guess.apply(begun[0]);
        };
    }

    private interface CodeGuess {
        ValidatableResponse enter(String begun, String code);
    }

    /** The same with a code that is not the one in the mail. */
    private IntFunction<ValidatableResponse> renewedByMail(
            Supplier<String> begin, String email, int mailsBefore, CodeGuess guess) {
        String[] wrong = new String[1];
        int[] mails = {mailsBefore};
        return renewed(
                () -> {
                    String begun = begin.get();
                    wrong[0] = Guesses.otherThan(mailbox.awaitCode(email, ++mails[0]));
                    return begun;
                },
                begun -> guess.enter(begun, wrong[0]));
    }
}
