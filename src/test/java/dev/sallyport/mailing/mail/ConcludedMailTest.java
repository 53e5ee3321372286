package dev.sallyport.mailing.mail;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.mailing.brand.Brand;
import dev.sallyport.testing.Rows;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

/** A mail whose row changes while a replica stores the result of a try. */
@QuarkusTest
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class ConcludedMailTest {

    private static final Instant DUE = Instant.parse("2199-01-01T00:00:00Z");

    @Inject
    OutboxMailRepository mails;

    @Inject
    OutboxSender sender;

    @Inject
    Rows rows;

    @Test
    @DisplayName("[RACE-15] what an erasure takes out of a mail while it is sent does not come back with the result")
    void erased_details_stay_erased() throws Exception {
        QueuedMail late = new QueuedMail(
                null,
                MailKind.TWO_FACTOR_POLICY_RELAXED,
                "grace@example.org",
                null,
                Map.of("who", "ada@example.org"),
                Instant.parse("2000-01-01T00:00:00Z"));
        OutboxMail mail = new OutboxMail(late, DUE);
        QuarkusTransaction.requiringNew().run(() -> mails.persist(mail));
        ClaimedMail claimed = new ClaimedMail(mail.id(), late, Brand.NONE, null);
        CompletableFuture<SendReport> sent = new CompletableFuture<>();
        rows.whileExecuted(
                "update mail_outbox set details = '{}', unknown_outcomes = 3 where id = '" + mail.id() + "'", () -> {
                    sent.completeAsync(() -> sender.deliver(claimed, () -> {}));
                    rows.awaitWaiting();
                });
        assertThat(sent.get(20, TimeUnit.SECONDS).outcome()).isEqualTo(SendResult.EXPIRED);
        assertThat(state(mail.id())).isEqualTo("{} 2 t");
        rows.change("delete from mail_outbox where id = ?", mail.id());
    }

    private String state(UUID mail) {
        return rows.text(
                "select concat_ws(' ', details, unknown_outcomes, failed_at is not null) from mail_outbox where id = ?",
                mail);
    }
}
