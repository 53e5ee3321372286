package dev.sallyport.mailing.mail;

import static dev.sallyport.testing.Await.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.testing.Api;
import dev.sallyport.testing.LogRecorder;
import dev.sallyport.testing.Mailbox;
import dev.sallyport.testing.OddMailServer.Habit;
import dev.sallyport.testing.People;
import dev.sallyport.testing.Person;
import io.quarkus.test.junit.QuarkusTest;
import java.sql.Timestamp;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

/** Mails that are late, slow or cannot be written. */
@QuarkusTest
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class LateMailsTest extends MailOutages {

    /** Whether it was tried, and no server answered. */
    private boolean isPutBack(Person person) {
        return database.number(
                        "select count(*) from mail_outbox where user_id = ?::uuid and kind = 'email_code'"
                                + " and attempts = 0 and next_attempt_at > created_at",
                        person.userId)
                == 1;
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
            database.change(
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
            database.change("delete from mail_outbox where id = ?", broken);
        }
        assertThat(mailbox.mailsTo(ada.email)).isEmpty();
    }
}
