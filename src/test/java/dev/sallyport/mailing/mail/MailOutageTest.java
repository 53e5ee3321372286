package dev.sallyport.mailing.mail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import dev.sallyport.testing.Api;
import dev.sallyport.testing.AtOnce;
import dev.sallyport.testing.Database;
import dev.sallyport.testing.LogRecorder;
import dev.sallyport.testing.Mailbox;
import dev.sallyport.testing.OddMailServer;
import dev.sallyport.testing.OddMailServer.Habit;
import dev.sallyport.testing.People;
import dev.sallyport.testing.Person;
import dev.sallyport.testing.TestClock;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.Timestamp;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

@QuarkusTest
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class MailOutageTest {

    /** Far under what a mail server's silence would cost, far over what a sign-in costs on a busy machine. */
    private static final Duration AT_ONCE = Duration.ofSeconds(3);

    /** Of which the service's clock makes five minutes: within the life of a code. */
    private static final Duration PATIENCE = Duration.ofSeconds(40);

    @Inject
    People people;

    @Inject
    Mailbox mailbox;

    @Inject
    TestClock clock;

    @Inject
    Database database;

    /** Signs in from an unknown device and returns the challenge, which must not take longer than without an outage. */
    private String promptly(Person person) {
        long start = System.nanoTime();
        String challenge = Api.signIn(person.email, People.PASSWORD, null)
                .statusCode(200)
                .body("purpose", equalTo("device_verification"))
                .extract()
                .path("challengeToken");
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(AT_ONCE);
        return challenge;
    }

    /** Lets time pass for the service until the next try is due, which it notices by a tick of real seconds. */
    private void assertArrivesAndWorks(Person person, String challenge) {
        letTimePassUntil(() -> isSent(person));
        assertThat(isSent(person)).isTrue();
        Api.verify(challenge, "email_code", mailbox.awaitCode(person.email, 1)).statusCode(200);
    }

    /** With a server of this habit in the place of the good one, which comes back with an empty memory. */
    private <T> T during(Habit habit, Function<OddMailServer, T> work) {
        int port = mailbox.port();
        mailbox.stop();
        try (OddMailServer odd = new OddMailServer(port, habit)) {
            return work.apply(odd);
        } finally {
            mailbox.start();
        }
    }

    private static void await(BooleanSupplier condition) {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.getAsBoolean() && System.nanoTime() < end) {
            LockSupport.parkNanos(Duration.ofMillis(50).toNanos());
        }
        assertThat(condition.getAsBoolean()).isTrue();
    }

    private long attemptsFor(Person person) {
        return database.count("select sum(attempts) from mail_outbox where user_id = ?::uuid", person.userId);
    }

    private void letTimePassUntil(BooleanSupplier done) {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (!done.getAsBoolean() && System.nanoTime() < end) {
            clock.advance(Duration.ofSeconds(2));
            LockSupport.parkNanos(Duration.ofMillis(250).toNanos());
        }
    }

    private boolean isSent(Person person) {
        return isDone(person, "email_code", "sent_at");
    }

    /** Whether it was tried, and no server answered. */
    private boolean isPutBack(Person person) {
        return database.count(
                        "select count(*) from mail_outbox where user_id = ?::uuid and kind = 'email_code'"
                                + " and attempts = 0 and next_attempt_at > created_at",
                        person.userId)
                == 1;
    }

    private boolean isDone(Person person, String kind, String how) {
        return database.count(
                        "select count(*) from mail_outbox where user_id = ?::uuid and kind = ? and " + how
                                + " is not null",
                        person.userId,
                        kind)
                == 1;
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
                Api.challenge(opened).statusCode(200).body("delivery", equalTo("failed"));
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

    @Test
    @DisplayName("[RELY-04] a slow server slows no sign-in, and gets the mail through")
    void the_server_is_slow() {
        Person ada = people.newcomer();
        during(Habit.SLOW, odd -> {
            String challenge = promptly(ada);
            letTimePassUntil(() -> isSent(ada));
            assertThat(odd.mails()).singleElement().asString().contains("To: " + ada.email);
            return challenge;
        });
    }

    @Test
    @DisplayName(
            "[RELY-04] forty codes over forty calls are there in nine seconds: no greeting of the server is missed")
    void a_call_for_every_mail() {
        List<Person> persons = Stream.generate(people::newcomer).limit(40).toList();
        during(Habit.CURT, curt -> {
            long start = System.nanoTime();
            persons.forEach(this::promptly);
            await(() -> curt.mails().size() == persons.size());
            assertThat(Duration.ofNanos(System.nanoTime() - start))
                    .isLessThan(Duration.ofSeconds(9)); // a missed one costs ten
            return curt;
        });
    }

    @Test
    @DisplayName("[NOTI-05] a notice arrives when the mail server is back, a code that ended meanwhile never does")
    void what_is_still_worth_telling() {
        Person ada = people.enrolled();
        Person bob = people.newcomer();
        await(() -> isDone(ada, "two_factor_enabled", "sent_at"));
        mailbox.stop();
        try {
            Api.as(ada.accessToken).post("/v1/me/paper-key").then().statusCode(201);
            promptly(bob);
            await(() -> isPutBack(bob));
            clock.advance(Duration.ofMinutes(11));
        } finally {
            mailbox.start();
        }
        letTimePassUntil(() -> isDone(ada, "paper_key_renewed", "sent_at") && isDone(bob, "email_code", "failed_at"));
        assertThat(mailbox.awaitMailsTo(ada.email, 1))
                .singleElement()
                .extracting(Mailbox::text)
                .asString()
                .contains("You have a new paper key");
        assertThat(isDone(bob, "email_code", "failed_at")).isTrue();
        assertThat(mailbox.mailsTo(bob.email)).isEmpty();
    }

    @Test
    @DisplayName("[LOGS-06] a mail that cannot be written is logged once, and holds up no other")
    void a_mail_that_cannot_be_written() {
        Person ada = people.newcomer();
        Person bob = people.newcomer();
        Timestamp now = Timestamp.from(clock.instant());
        Timestamp before = Timestamp.from(clock.instant().minusSeconds(1));
        Timestamp later = Timestamp.from(clock.instant().plusSeconds(600));
        UUID broken = UUID.randomUUID();
        try (LogRecorder log = LogRecorder.open()) {
            database.execute(
                    "insert into mail_outbox (id, user_id, kind, recipient, details, created_at, not_after,"
                            + " next_attempt_at) values (?, ?::uuid, 'email_code', ?, '{}', ?, ?, ?)",
                    broken,
                    ada.userId,
                    ada.email,
                    now,
                    later,
                    before);
            Api.signIn(bob.email, People.PASSWORD, null).statusCode(200);
            mailbox.awaitMailsTo(bob.email, 1);
            await(() -> log.lines().stream().anyMatch(line -> line.contains(broken.toString())));
            assertThat(log.lines())
                    .filteredOn(line -> line.contains(broken.toString()))
                    .hasSize(1);
            assertThat(log.lines()).noneMatch(line -> line.contains("outbox cannot be read"));
        } finally {
            database.execute("delete from mail_outbox where id = ?", broken);
        }
        assertThat(mailbox.mailsTo(ada.email)).isEmpty();
    }
}
