package dev.sallyport.mailing.mail;

import static dev.sallyport.testing.Await.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import dev.sallyport.testing.Api;
import dev.sallyport.testing.AtOnce;
import dev.sallyport.testing.LogRecorder;
import dev.sallyport.testing.OddMailServer;
import dev.sallyport.testing.OddMailServer.Habit;
import dev.sallyport.testing.Person;
import dev.sallyport.testing.SlowTest;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

@QuarkusTest
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
@SlowTest
class MailOutageTest extends MailOutages {

    /** Lets time pass for the service until the next try is due, which it notices by a tick of real seconds. */
    private void assertArrivesAndWorks(Person person, String challenge) {
        letTimePassUntil(() -> isSent(person));
        Api.verify(challenge, "email_code", mailbox.awaitCode(person.email, 1)).statusCode(200);
    }

    private long attemptsFor(Person person) {
        return database.number("select sum(attempts) from mail_outbox where user_id = ?::uuid", person.userId);
    }

    @Test
    @DisplayName("[RELY-04] with the mail server down a sign-in does not wait, and the code comes when it is back")
    void the_server_is_down() {
        Person ada = people.newcomer();
        String challenge;
        mailbox.stop();
        try {
            challenge = promptly(ada);
        } finally {
            mailbox.start();
        }
        assertArrivesAndWorks(ada, challenge);
    }

    @Test
    @DisplayName("[RELY-04] with a mail server that says nothing a sign-in does not wait either")
    void the_server_is_silent() {
        List<Person> persons = List.of(people.newcomer(), people.newcomer(), people.newcomer(), people.newcomer());
        int port = mailbox.port();
        mailbox.stop();
        try (OddMailServer silent = new OddMailServer(port, Habit.SILENT)) {
            List<String> challenges = AtOnce.run(persons.size(), number -> () -> promptly(persons.get(number)));
            await(() -> silent.calls() > 0);
            // Its calls stay open, as behind a broken balancer: the next server must not wait for them.
            silent.stopListening();
            mailbox.start();
            for (int number = 0; number < persons.size(); number++) {
                assertArrivesAndWorks(persons.get(number), challenges.get(number));
            }
        }
    }

    @Test
    @DisplayName("[RELY-04] [D13] a busy server and one that hangs up are tried again, and the challenge waits")
    void the_server_cannot_be_relied_on() {
        for (Habit habit : List.of(Habit.BUSY, Habit.DROPPING)) {
            Person ada = people.newcomer();
            String challenge = during(habit, odd -> {
                String opened = promptly(ada);
                await(() -> odd.calls() > 0);
                Api.challenge(opened).statusCode(200).body("delivery", equalTo("queued"));
                return opened;
            });
            assertArrivesAndWorks(ada, challenge);
        }
    }

    @Test
    @DisplayName("[RELY-04] [D13] the challenge shows that a mailbox does not exist, and its name is not logged")
    void the_server_refuses() {
        Person ada = people.newcomer();
        try (LogRecorder log = LogRecorder.open()) {
            String challenge = during(Habit.REFUSING, odd -> {
                String opened = promptly(ada);
                letTimePassUntil(
                        () -> "failed".equals(Api.challenge(opened).extract().path("delivery")));
                return opened;
            });
            assertThat(log.lines())
                    .filteredOn(line -> line.contains("refused for good"))
                    .hasSize(1);
            assertThat(log.lines()).noneMatch(line -> line.contains(ada.email) || line.contains("5.1.1"));
            assertThat(attemptsFor(ada)).isOne();
            clock.advance(Duration.ofSeconds(31));
            Api.resend(challenge).statusCode(202).body("delivery", equalTo("queued"));
            letTimePassUntil(
                    () -> "sent".equals(Api.challenge(challenge).extract().path("delivery")));
            Api.verify(challenge, "email_code", mailbox.awaitCode(ada.email, 1)).statusCode(200);
        }
    }
}
