package dev.sallyport.mailing.mail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import dev.sallyport.testing.Api;
import dev.sallyport.testing.Mailbox;
import dev.sallyport.testing.OddMailServer;
import dev.sallyport.testing.OddMailServer.Habit;
import dev.sallyport.testing.People;
import dev.sallyport.testing.Person;
import dev.sallyport.testing.Rows;
import dev.sallyport.testing.TestClock;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.function.BooleanSupplier;
import java.util.function.Function;

/** The outbox, with a mail server that does not do what it should. */
abstract class MailOutages {

    /** Far under what a mail server's silence would cost, far over what a sign-in costs on a busy machine. */
    static final Duration AT_ONCE = Duration.ofSeconds(3);

    @Inject
    People people;

    @Inject
    Mailbox mailbox;

    @Inject
    TestClock clock;

    @Inject
    Rows database;

    /** Signs in from an unknown device and returns the challenge, which must not take longer than without an outage. */
    String promptly(Person person) {
        long start = System.nanoTime();
        String challenge = Api.signIn(person.email, People.PASSWORD, null)
                .statusCode(200)
                .body("purpose", equalTo("device_verification"))
                .extract()
                .path("challengeToken");
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(AT_ONCE);
        return challenge;
    }

    /** With a server of this habit in the place of the good one, which comes back with an empty memory. */
    <T> T during(Habit habit, Function<OddMailServer, T> work) {
        int port = mailbox.port();
        mailbox.stop();
        try (OddMailServer odd = new OddMailServer(port, habit)) {
            return work.apply(odd);
        } finally {
            mailbox.start();
        }
    }

    void letTimePassUntil(BooleanSupplier done) {
        clock.letPassUntil("the delivery of a mail", done);
    }

    boolean isSent(Person person) {
        return isDone(person, "email_code", "sent_at");
    }

    boolean isDone(Person person, String kind, String how) {
        return database.number(
                        "select count(*) from mail_outbox where user_id = ?::uuid and kind = ? and " + how
                                + " is not null",
                        person.userId,
                        kind)
                == 1;
    }
}
