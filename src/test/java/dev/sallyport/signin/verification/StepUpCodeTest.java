package dev.sallyport.signin.verification;

import static dev.sallyport.testing.Api.body;
import static dev.sallyport.testing.Ceremonies.refused;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.testing.Api;
import dev.sallyport.testing.Mailbox;
import dev.sallyport.testing.People;
import dev.sallyport.testing.Person;
import dev.sallyport.testing.Rows;
import dev.sallyport.testing.TestClock;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.time.Duration;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

/** The code that a session without a second factor is stepped up with, which is mailed. */
@QuarkusTest
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class StepUpCodeTest {

    private static final String CODES =
            "select count(*) from mail_outbox where user_id = ?::uuid and kind = 'step_up_code'";

    @Inject
    People people;

    @Inject
    Mailbox mailbox;

    @Inject
    TestClock clock;

    @Inject
    Rows rows;

    /** The mail before it was sent with the sign-in. */
    private ValidatableResponse ask(Person person) {
        clock.advance(Duration.ofSeconds(30));
        return Api.as(person.accessToken).post("/v1/me/step-up/email").then();
    }

    private static ValidatableResponse answer(Person person, String code) {
        return Api.as(person.accessToken)
                .body(body("method", "email_code", "code", code))
                .post("/v1/me/step-up")
                .then();
    }

    @Test
    @DisplayName("[STEP-02] [MAIL-02] A mailed step-up code works once")
    void a_mailed_code_works_once() {
        Person ada = people.signedIn();
        ask(ada).statusCode(202);
        String code = mailbox.awaitCode(ada.email, 2);

        mailbox.awaitMail(ada.email, "Confirm that it is you");
        assertThat(rows.number(CODES, ada.userId)).isOne();
        answer(ada, code).statusCode(200);
        refused(answer(ada, code), 401, "challenge-expired");
    }

    @Test
    @DisplayName("[STEP-02] [MAIL-02] A code that was mailed for one session steps up no other")
    void a_code_belongs_to_its_session() {
        Person ada = people.signedIn();
        ask(ada).statusCode(202);
        String code = mailbox.awaitCode(ada.email, 2);
        Person other = people.signedIn(people.newcomer());
        String before = ada.accessToken;

        refused(answer(other, code), 401, "challenge-expired");
        people.signedIn(ada, 3);
        refused(answer(ada, code), 401, "challenge-expired");
        ada.accessToken = before;
        answer(ada, code).statusCode(200);
    }

    @Test
    @DisplayName("[STEP-02] A user with an app is sent no step-up code, and a code from a mailbox steps nothing up")
    void a_user_with_an_app_is_sent_none() {
        Person ada = people.signedIn();
        ask(ada).statusCode(202);
        String code = mailbox.awaitCode(ada.email, 2);
        people.enroll(ada);
        int before = rows.number(CODES, ada.userId);

        refused(ask(ada), 409, "conflict");
        assertThat(rows.number(CODES, ada.userId)).isEqualTo(before);
        refused(answer(ada, code), 401, "step-up-required");
    }
}
