package dev.sallyport.mailing.mail;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.base.ids.UserId;
import dev.sallyport.testing.People;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

/**
 * Replicas and one mail, with each interleaving forced. The mail is due so late that the service's own dispatcher sees
 * none.
 */
@QuarkusTest
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class OutboxClaimTest {

    /** More than all that other tests may have left. */
    private static final int ALL = 10_000;

    private static final Instant DUE = Instant.parse("2199-01-01T00:00:00Z");

    @Inject
    People people;

    @Inject
    OutboxMailRepository mails;

    private final ExecutorService replica = Executors.newSingleThreadExecutor();

    @AfterEach
    void stop() {
        replica.shutdownNow();
        QuarkusTransaction.requiringNew().run(() -> mails.delete("createdAt >= ?1", DUE));
    }

    @Test
    @DisplayName(
            "[NOTI-05] Two replicas that look at once: the second passes over the first one's mail without waiting")
    void at_once() throws Exception {
        UserId user = UserId.fromString(people.newcomer().userId);
        UUID mail = QuarkusTransaction.requiringNew().call(() -> owe(user));
        QuarkusTransaction.begin();
        try {
            assertThat(isDue(mail, DUE, ReplicaLoad.NONE)).isTrue();
            assertThat(elsewhere(() -> isDue(mail, DUE, ReplicaLoad.NONE))).isFalse();
        } finally {
            QuarkusTransaction.rollback();
        }
    }

    @Test
    @DisplayName(
            "[NOTI-05] A replica that looks while another one still tries does not take the mail, however long it is")
    void while_it_is_under_way() throws Exception {
        UserId user = UserId.fromString(people.newcomer().userId);
        UUID mail = QuarkusTransaction.requiringNew().call(() -> owe(user));
        take(mail, DUE);
        assertThat(isDueElsewhere(mail, DUE, ReplicaLoad.NONE)).isFalse();
        assertThat(isDueElsewhere(mail, DUE.plusSeconds(29), ReplicaLoad.NONE)).isFalse();

        Instant later = DUE.plusSeconds(25);
        QuarkusTransaction.requiringNew().run(() -> mails.renew(Set.of(mail), later.plus(OutboxMail.CLAIM)));
        assertThat(isDueElsewhere(mail, DUE.plusSeconds(54), ReplicaLoad.NONE)).isFalse();

        assertThat(isDueElsewhere(mail, DUE.plusSeconds(55), ReplicaLoad.NONE)).isTrue();
        assertThat(isDueElsewhere(mail, DUE.plusSeconds(55), new ReplicaLoad(Set.of(mail), Set.of())))
                .isFalse();
        assertThat(isDueElsewhere(mail, DUE.plusSeconds(55), new ReplicaLoad(Set.of(), Set.of(user))))
                .isFalse();
        assertThat(isDueElsewhere(
                        mail,
                        DUE.plusSeconds(55),
                        new ReplicaLoad(Set.of(UUID.randomUUID()), Set.of(new UserId(UUID.randomUUID())))))
                .isTrue();
    }

    @Test
    @DisplayName(
            "[NOTI-05] After a refusal for now no replica takes the mail before its time, though a claim is renewed late")
    void back_off() throws Exception {
        UserId user = UserId.fromString(people.newcomer().userId);
        UUID mail = QuarkusTransaction.requiringNew().call(() -> owe(user));
        for (int tries = 0; tries < 3; tries++) {
            take(mail, DUE);
            conclude(mail, new SendReport(SendResult.DEFERRED, "451 4.7.1", "451 4.7.1 later"));
        }
        QuarkusTransaction.requiringNew().run(() -> mails.renew(Set.of(mail), DUE.plus(OutboxMail.CLAIM)));
        assertThat(isDueElsewhere(mail, DUE.plusSeconds(59), ReplicaLoad.NONE)).isFalse();
        assertThat(isDueElsewhere(mail, DUE.plusSeconds(60), ReplicaLoad.NONE)).isTrue();
    }

    private boolean isDueElsewhere(UUID mail, Instant at, ReplicaLoad busy) throws Exception {
        return elsewhere(() -> isDue(mail, at, busy));
    }

    private boolean isDue(UUID mail, Instant at, ReplicaLoad busy) {
        return mails.lockDue(at, ALL, busy, Set.of()).stream()
                .anyMatch(due -> due.id().equals(mail));
    }

    private void take(UUID mail, Instant now) {
        QuarkusTransaction.requiringNew()
                .run(() -> assertThat(mails.findById(mail).take(now)).isTrue());
    }

    private void conclude(UUID mail, SendReport report) {
        QuarkusTransaction.requiringNew().run(() -> mails.findById(mail).conclude(report, DUE));
    }

    /** As another replica does it; one that had to wait for a lock would not be back in time. */
    private <T> T elsewhere(Callable<T> work) throws Exception {
        return replica.submit(() -> QuarkusTransaction.requiringNew().call(work))
                .get(20, TimeUnit.SECONDS);
    }

    private UUID owe(UserId user) {
        OutboxMail mail = new OutboxMail(
                new QueuedMail(
                        user,
                        MailKind.PAPER_KEY_RENEWED,
                        "grace@example.org",
                        null,
                        Map.of(),
                        DUE.plus(Duration.ofHours(24))),
                DUE);
        mails.persist(mail);
        mails.flush();
        return mail.id();
    }
}
