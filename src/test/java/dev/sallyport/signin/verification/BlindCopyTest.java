package dev.sallyport.signin.verification;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import dev.sallyport.testing.Answer;
import dev.sallyport.testing.Api;
import dev.sallyport.testing.Everywhere;
import dev.sallyport.testing.Mailbox;
import dev.sallyport.testing.People;
import dev.sallyport.testing.Person;
import dev.sallyport.testing.Rows;
import dev.sallyport.testing.TestClock;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

/** An old token of a device, while answers to sign-ins do not tell whether the password was right. */
@QuarkusTest
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class BlindCopyTest {

    private static final String HOME = "198.51.100.21";
    private static final int ATTACK = 12;

    @Inject
    People people;

    @Inject
    Mailbox mailbox;

    @Inject
    Rows rows;

    @Inject
    TestClock clock;

    @BeforeEach
    void beginAnHour() {
        clock.advance(Duration.ofHours(1));
    }

    /** What an old token of a device leads to: the answer, the events of it, the devices that are still trusted and the sessions. */
    private record Consequence(Answer answer, int events, int trustedDevices, int sessions) {}

    @Test
    @DisplayName("[D7] [THRT-04] under attack an old token of a device ends the trust in it, whatever the password")
    void a_copy_is_noticed() {
        Consequence wrong = consequenceOfCopy(People.WRONG_PASSWORD);
        Consequence right = consequenceOfCopy(People.PASSWORD);

        assertThat(right).isEqualTo(wrong);
        assertThat(right.events()).isOne();
        assertThat(right.trustedDevices()).isZero();
        assertThat(right.sessions()).isZero();
    }

    private Consequence consequenceOfCopy(String password) {
        Person ada = people.signedIn();
        String next = successor(ada, ada.deviceToken);
        successor(ada, next);
        for (int number = 1; number <= ATTACK; number++) {
            Everywhere.signIn("203.0.113." + number, ada.email, People.WRONG_PASSWORD);
        }

        Answer answer = onDevice(ada, password);

        mailbox.awaitMail(ada.email, "One of your devices is no longer recognized");
        return new Consequence(
                answer,
                rows.auditsOf(ada, "device_copied"),
                rows.number(
                        "select count(*) from trusted_device where user_id = ?::uuid and revoked_at is null",
                        ada.userId),
                rows.number("select count(*) from session where user_id = ?::uuid and ended_at is null", ada.userId));
    }

    private static String successor(Person person, String token) {
        return Api.signIn(person.email, People.PASSWORD, token)
                .statusCode(200)
                .body("status", equalTo("signed_in"))
                .extract()
                .path("deviceToken");
    }

    private static Answer onDevice(Person person, String password) {
        return Answer.of(Everywhere.from(HOME)
                        .body(Api.body("email", person.email, "password", password, "deviceToken", person.deviceToken))
                        .post("/v1/sign-in")
                        .then()
                        .statusCode(200)
                        .body("purpose", equalTo("extra_verification")))
                .withoutToken();
    }
}
