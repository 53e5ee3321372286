package dev.sallyport.mailing.mail;

import static dev.sallyport.testing.Await.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import dev.sallyport.base.language.Language;
import dev.sallyport.testing.Api;
import dev.sallyport.testing.LogRecorder;
import dev.sallyport.testing.Mailbox;
import dev.sallyport.testing.People;
import dev.sallyport.testing.Person;
import dev.sallyport.testing.Rows;
import dev.sallyport.testing.SlowTest;
import dev.sallyport.testing.StrictMailServer;
import dev.sallyport.testing.TestClock;
import dev.sallyport.testing.WireMail;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

/** What becomes of mails at servers that are slow, strict, or leave their outcome open. */
@QuarkusTest
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
@SlowTest
class MailPatienceTest {

    private static final Duration ROUNDED_UP = Duration.ofSeconds(5);
    private static final String TAKEN = "250 2.0.0 taken";
    private static final Pattern MINUTES = Pattern.compile("(\\d+) minutes after we sent");

    @Inject
    People people;

    @Inject
    Mailbox mailbox;

    @Inject
    TestClock clock;

    @Inject
    Rows rows;

    @Inject
    MeterRegistry meters;

    @Test
    @DisplayName("[RELY-04] Mails that hang at the final dot hold up no others, keep their claims, and arrive once")
    void a_slow_final_dot() {
        List<Person> slow = Stream.generate(people::newcomer).limit(9).toList();
        Set<String> slowOnes = slow.stream().map(person -> person.email).collect(Collectors.toSet());
        CountDownLatch dot = new CountDownLatch(1);
        with(server -> {
            server.onMail(recipient -> slowOnes.contains(recipient) ? afterwards(dot) : TAKEN);
            slow.forEach(people::challengeFor);
            await(() -> server.mails().size() >= 8);
            Person bob = people.newcomer();
            people.challengeFor(bob);
            await(() -> server.mailsTo(bob.email).size() == 1);

            clock.advance(Duration.ofSeconds(40));
            await(() -> slow.stream().allMatch(this::isClaimed));
            dot.countDown();
            await(() -> slow.stream().allMatch(this::isSent));
            slow.forEach(person -> assertThat(server.mailsTo(person.email)).hasSize(1));
        });
    }

    @Test
    @DisplayName("[NOTI-05] A mail that the server hangs up on three times is not sent a fourth time, and has failed")
    void three_copies_at_most() {
        Person ada = people.newcomer();
        with(server -> {
            server.onMail(recipient -> recipient.equals(ada.email) ? null : TAKEN);
            String challenge = people.challengeFor(ada);
            clock.letPassUntil("the delivery of a mail", () -> "failed".equals(delivery(challenge)));
            assertThat(server.mailsTo(ada.email)).hasSize(3);
            List<String> ids = server.mailsTo(ada.email).stream()
                    .map(mail -> new WireMail(mail.bytes()).raw("Message-ID"))
                    .toList();
            assertThat(Set.copyOf(ids)).hasSize(1);
        });
    }

    @Test
    @DisplayName(
            "A mail that is rejected for our own sake is kept, is shown as delayed, and arrives when that is repaired")
    void rejected() {
        Person ada = people.newcomer();
        double before = rejections();
        try (LogRecorder log = LogRecorder.open()) {
            with(server -> {
                server.onRecipient(recipient -> recipient.equals(ada.email)
                        ? "550 5.7.1 <" + ada.email + ">: blocked using zen.spamhaus.org"
                        : "250 2.1.5 ok");
                String challenge = people.challengeFor(ada);
                await(() -> "delayed".equals(delivery(challenge)));
                assertThat(rows.text("select last_reply from mail_outbox where user_id = ?::uuid", ada.userId))
                        .isEqualTo("550 5.7.1");
                assertThat(log.lines())
                        .filteredOn(line -> line.contains("550 5.7.1 <<address>>: blocked using zen.spamhaus.org"))
                        .hasSize(1);
                assertThat(log.lines()).noneMatch(line -> line.contains(ada.email));
                assertThat(rejections()).isGreaterThan(before);

                server.onRecipient(recipient -> "250 2.1.5 ok");
                clock.advance(Duration.ofSeconds(31));
                await(() -> "sent".equals(delivery(challenge)));
                assertThat(server.mailsTo(ada.email)).hasSize(1);
            });
        }
    }

    @Test
    @DisplayName("[MAIL-02] A mail that is greylisted names the end of its code, and the minutes that are left by then")
    void greylisted() {
        Person ada = people.newcomer();
        AtomicInteger tries = new AtomicInteger();
        with(server -> {
            server.onRecipient(recipient -> recipient.equals(ada.email) && tries.incrementAndGet() <= 3
                    ? "450 4.7.1 greylisted"
                    : "250 2.1.5 ok");
            String challenge = people.challengeFor(ada);
            clock.letPassUntil("the delivery of a mail", () -> tries.get() == 3 && isDeferred(ada));
            // From here on the clock stands still, so that the minutes left are known.
            clock.advance(Duration.between(clock.instant(), time("next_attempt_at", ada)));
            await(() -> "sent".equals(delivery(challenge)));
            String text = new WireMail(server.mailsTo(ada.email).get(0).bytes())
                    .parts()
                    .get(0)
                    .body()
                    .replace("\r\n", " ");
            Matcher minutes = MINUTES.matcher(text);
            assertThat(minutes.find()).as(text).isTrue();
            Instant end = time("not_after", ada);
            Duration left = Duration.between(clock.instant(), end);
            assertThat(Long.parseLong(minutes.group(1)))
                    .isEqualTo(left.plus(ROUNDED_UP).toMinutes())
                    .isLessThan(9);
            assertThat(text).contains(Language.byDefault().inWords(end) + " (UTC)");
        });
    }

    private boolean isClaimed(Person person) {
        return rows.number(
                        "select count(*) from mail_outbox where user_id = ?::uuid and next_attempt_at > ?::timestamptz",
                        person.userId,
                        clock.instant().toString())
                == 1;
    }

    /** The last try with the mail is concluded. */
    private boolean isDeferred(Person person) {
        return rows.number(
                        "select count(*) from mail_outbox where user_id = ?::uuid and unknown_outcomes = 0",
                        person.userId)
                == 1;
    }

    private Instant time(String column, Person person) {
        return Instant.ofEpochSecond(rows.number(
                "select extract(epoch from " + column + ")::int from mail_outbox where user_id = ?::uuid",
                person.userId));
    }

    private boolean isSent(Person person) {
        return rows.number(
                        "select count(*) from mail_outbox where user_id = ?::uuid and sent_at is not null",
                        person.userId)
                == 1;
    }

    private double rejections() {
        return meters.counter("sallyport.mails", "outcome", "rejected").count();
    }

    private static String delivery(String challenge) {
        return Api.challenge(challenge)
                .body("status", equalTo("challenge_required"))
                .extract()
                .path("delivery");
    }

    /** With a strict server in the place of the usual one. */
    private void with(Consumer<StrictMailServer> work) {
        int port = mailbox.port();
        mailbox.stop();
        try (StrictMailServer server = new StrictMailServer(port)) {
            work.accept(server);
            assertThat(server.faults()).isEmpty();
        } finally {
            mailbox.start();
        }
    }

    private static String afterwards(CountDownLatch event) {
        try {
            event.await();
            return TAKEN;
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
