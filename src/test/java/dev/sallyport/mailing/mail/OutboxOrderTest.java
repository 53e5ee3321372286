package dev.sallyport.mailing.mail;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.base.ids.UserId;
import dev.sallyport.testing.People;
import dev.sallyport.testing.TestClock;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

@QuarkusTest
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class OutboxOrderTest {

    private static final int BATCH = 8;

    @Inject
    People people;

    @Inject
    OutboxMailRepository mails;

    @Inject
    TestClock clock;

    @Test
    @DisplayName("[NOTI-05] codes and links go first, and a user whose queue is long gets a few mails of each batch")
    void no_queue_holds_up_the_others() {
        UserId bob = UserId.fromString(people.newcomer().userId);
        UserId ada = UserId.fromString(people.newcomer().userId);
        QuarkusTransaction.begin();
        try {
            for (int number = 0; number < 50; number++) {
                mails.persist(queued(bob, MailKind.PAPER_KEY_RENEWED, number));
            }
            OutboxMail notice = queued(ada, MailKind.NEW_DEVICE, 100);
            OutboxMail link = queued(ada, MailKind.PASSWORD_RESET, 200);
            OutboxMail code = queued(ada, MailKind.EMAIL_CODE, 300);
            mails.persist(notice, link, code);
            mails.flush();

            List<OutboxMail> batch = mails.lockDue(clock.instant(), BATCH, ReplicaLoad.NONE);

            assertThat(batch).startsWith(link, code).contains(notice);
            assertThat(batch)
                    .filteredOn(mail -> bob.equals(mail.queued().userId()))
                    .hasSize(3);
        } finally {
            QuarkusTransaction.rollback(); // nobody else ever sees them
        }
    }

    /** Older than whatever any other test has left. */
    private OutboxMail queued(UserId user, MailKind kind, int second) {
        Instant notAfter = clock.instant().plus(Duration.ofHours(1));
        return new OutboxMail(
                new QueuedMail(user, kind, "somebody@example.org", null, Map.of(), notAfter),
                Instant.EPOCH.plusSeconds(second));
    }
}
