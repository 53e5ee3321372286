package dev.sallyport.security.throttle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import dev.sallyport.testing.Api;
import dev.sallyport.testing.Await;
import dev.sallyport.testing.Everywhere;
import dev.sallyport.testing.OtherSettings;
import dev.sallyport.testing.People;
import dev.sallyport.testing.Person;
import dev.sallyport.testing.Rows;
import dev.sallyport.testing.TestClock;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

/** How many mails one network address can cause, over all recipients. */
@QuarkusTest
@TestProfile(OtherSettings.class)
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class MailsPerAddressTest {

    private static final int PASSWORDS = 10;
    private static final int AN_HOUR = 20;

    @Inject
    People people;

    @Inject
    TestClock clock;

    @Inject
    Rows rows;

    /** What an earlier test counted has run out. */
    @BeforeEach
    void beginAnHour() {
        clock.advance(Duration.ofHours(1));
    }

    private List<Person> newcomers(int count) {
        return Stream.generate(people::newcomer).limit(count).toList();
    }

    private static void signIn(Person person, String address) {
        Everywhere.from(address)
                .body(Api.body("email", person.email, "password", People.PASSWORD))
                .post("/v1/sign-in")
                .then()
                .statusCode(200)
                .body("purpose", equalTo("device_verification"));
    }

    private static ValidatableResponse forgot(String email, String address) {
        return Everywhere.from(address)
                .body(Api.body("email", email))
                .post("/v1/password/forgot")
                .then()
                .statusCode(202);
    }

    private int mails(Person person, String kind) {
        return rows.number(
                "select count(*) from mail_outbox where user_id = ?::uuid and kind = ?", person.userId, kind);
    }

    @Test
    @DisplayName(
            "[MAIL-05] [THRT-05] one address has twenty codes an hour sent, and the twenty-first is not; the answer is the same")
    void codes_of_an_address() {
        List<Person> all = newcomers(AN_HOUR + 2);
        all.subList(0, AN_HOUR + 1).forEach(person -> signIn(person, "203.0.113.20"));

        assertThat(all.subList(0, AN_HOUR)).allMatch(person -> mails(person, "email_code") == 1);
        Person late = all.get(AN_HOUR);
        assertThat(mails(late, "email_code")).isZero();
        forgot(late.email, "203.0.113.20");

        signIn(all.get(AN_HOUR + 1), "203.0.113.21");
        assertThat(mails(all.get(AN_HOUR + 1), "email_code")).isOne();
        clock.advance(Duration.ofHours(1));
        signIn(late, "203.0.113.20");
        assertThat(mails(late, "email_code")).isOne();
        assertThat(mails(late, "password_reset")).isZero();
    }

    @Test
    @DisplayName(
            "[THRT-05] [AUTH-01] once answers disclose nothing, every password and email counts one mail of its address")
    void every_blind_sign_in_counts() {
        Person ada = people.newcomer();
        String unknown = "unknown-" + System.nanoTime() + "@example.org";
        useUp(ada.email, "203.0.113.30");
        useUp(unknown, "203.0.113.31");

        blindly(ada.email, People.PASSWORD, "203.0.113.32");
        blindly(ada.email, People.WRONG_PASSWORD, "203.0.113.33");
        blindly(unknown, People.PASSWORD, "203.0.113.34");

        for (String address : List.of("203.0.113.32", "203.0.113.33", "203.0.113.34")) {
            assertThat(rows.number(
                            "select coalesce(sum(taken[1]), 0) from allowance where kind = 'mail' and owner = ?",
                            address))
                    .as(address)
                    .isOne();
        }
    }

    private static void useUp(String email, String address) {
        for (int guess = 0; guess < PASSWORDS; guess++) {
            Everywhere.from(address)
                    .body(Api.body("email", email, "password", People.WRONG_PASSWORD))
                    .post("/v1/sign-in")
                    .then()
                    .statusCode(401);
        }
    }

    private static void blindly(String email, String password, String address) {
        Everywhere.from(address)
                .body(Api.body("email", email, "password", password))
                .post("/v1/sign-in")
                .then()
                .statusCode(200)
                .body("purpose", equalTo("extra_verification"));
    }

    @Test
    @DisplayName("[MAIL-05] [THRT-05] one address has twenty reset links an hour sent, and the twenty-first is not")
    void links_to_an_address() {
        List<Person> all = newcomers(AN_HOUR + 2);
        all.subList(0, AN_HOUR + 1).forEach(person -> forgot(person.email, "203.0.113.22"));
        forgot(all.get(AN_HOUR + 1).email, "203.0.113.23");

        // They are sent after the answer; the last one was asked for after the one that is held back.
        for (int number = 0; number < all.size(); number++) {
            if (number != AN_HOUR) {
                awaitLink(all.get(number));
            }
        }
        assertThat(mails(all.get(AN_HOUR), "password_reset")).isZero();
    }

    @Test
    @DisplayName("[MAIL-05] an email that has no user counts too: the answer and the count disclose nothing")
    void unknown_emails_count() {
        for (int number = 0; number < AN_HOUR; number++) {
            forgot("nobody-" + number + "-" + System.nanoTime() + "@x.test", "203.0.113.24");
        }
        List<Person> two = newcomers(2);
        forgot(two.get(0).email, "203.0.113.24");
        forgot(two.get(1).email, "203.0.113.25");
        awaitLink(two.get(1));
        assertThat(mails(two.get(0), "password_reset")).isZero();
    }

    private void awaitLink(Person person) {
        Await.await("a link for " + person.email, () -> mails(person, "password_reset") > 0);
    }
}
