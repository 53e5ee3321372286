package dev.sallyport.mailing.mail;

import static dev.sallyport.testing.Await.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.testing.StrictMailServer;
import dev.sallyport.testing.WireMail;
import io.vertx.ext.mail.MailConfig;
import io.vertx.mutiny.core.Vertx;
import io.vertx.mutiny.ext.mail.MailClient;
import java.net.ServerSocket;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the mail client makes of a server's habits, without the service around it. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class SmtpTransportTest {

    private static final String ADA = "ada@example.org";
    private static final String BOB = "bob@example.org";
    private static final Instant NOW = Instant.parse("2026-11-29T10:00:00Z");
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final Vertx vertx = Vertx.vertx();
    private final StrictMailServer server = new StrictMailServer(0);
    private final AtomicInteger begun = new AtomicInteger();

    @AfterEach
    void close() {
        server.close();
        vertx.closeAndForget();
    }

    @Test
    @DisplayName("A server that takes its time over the final dot gets one copy, and others get their mails meanwhile")
    void a_slow_final_dot() throws Exception {
        CountDownLatch slow = new CountDownLatch(1);
        server.onMail(recipient -> recipient.equals(ADA) ? afterwards(slow, "250 2.0.0 taken") : "250 2.0.0 taken");
        SmtpTransport transport = transport(server.port(), Duration.ofMillis(50));
        CompletableFuture<SendReport> ada = sending(transport, mail(ADA));
        await(() -> server.mailsTo(ADA).size() == 1);
        for (int number = 0; number < 5; number++) {
            assertThat(transport.send(mail(BOB), begun::incrementAndGet).outcome())
                    .isEqualTo(SendResult.ACCEPTED);
        }
        assertThat(ada).isNotDone();
        slow.countDown();
        assertThat(ada.get(20, TimeUnit.SECONDS).outcome()).isEqualTo(SendResult.ACCEPTED);
        assertThat(server.mailsTo(ADA)).hasSize(1);
        assertThat(begun).hasValue(6);
    }

    @Test
    @DisplayName("A server that is silent is called again; the call that it answers first carries the only copy")
    void a_silent_call() throws Exception {
        CountDownLatch silent = new CountDownLatch(1);
        server.onCall(call -> call.equals("1") ? afterwards(silent, "220 late") : "220 ok");
        SmtpTransport transport = transport(server.port(), Duration.ofMillis(200));
        assertThat(transport.send(mail(ADA), begun::incrementAndGet).outcome()).isEqualTo(SendResult.ACCEPTED);
        silent.countDown();
        await(() -> server.commands().contains("QUIT"));
        assertThat(server.mailsTo(ADA)).hasSize(1);
        assertThat(begun).hasValue(1);
    }

    @Test
    @DisplayName("A silent server is given up, and gets no mail when it answers at last")
    void a_silent_server() throws Exception {
        CountDownLatch silent = new CountDownLatch(1);
        server.onCall(call -> afterwards(silent, "220 late"));
        SmtpTransport transport = transport(server.port(), Duration.ofMillis(20));
        assertThat(transport.send(mail(ADA), begun::incrementAndGet))
                .isEqualTo(SendReport.unreachable("no answer (127.0.0.1:" + server.port() + ")"));
        silent.countDown();
        await(() -> server.commands().stream().filter("QUIT"::equals).count() == 4);
        assertThat(server.mails()).isEmpty();
        assertThat(begun).hasValue(0);
    }

    @Test
    void without_a_listener_there_is_no_server() throws Exception {
        int port;
        try (ServerSocket free = new ServerSocket(0)) {
            port = free.getLocalPort();
        }
        SendReport report = transport(port, PATIENCE).send(mail(ADA), begun::incrementAndGet);
        assertThat(report.outcome()).isEqualTo(SendResult.UNREACHABLE);
        assertThat(report.words()).isEqualTo("ConnectException: Connection refused (127.0.0.1:" + port + ")");
        assertThat(begun).hasValue(0);
    }

    @Test
    void a_server_that_hangs_up_on_the_whole_mail_leaves_its_outcome_unknown() {
        server.onMail(recipient -> null);
        SendReport report = sent(ADA);
        assertThat(report.outcome()).isEqualTo(SendResult.UNKNOWN);
        assertThat(report.words()).contains("127.0.0.1:").doesNotContain(ADA);
        assertThat(server.mailsTo(ADA)).hasSize(1);
    }

    @ParameterizedTest
    @DisplayName("What a server says to the recipient, to the mail and to the call is kept apart")
    @CsvSource({
        "RECIPIENT, 550 5.1.1 no such user, NO_MAILBOX",
        "RECIPIENT, 550 5.7.1 policy, REJECTED",
        "RECIPIENT, 450 4.7.1 greylisted, DEFERRED",
        "MAIL, 550 5.1.1 no such user, REJECTED",
        "MAIL, 554 5.7.1 spam, REJECTED",
        "MAIL, 451 4.3.0 later, DEFERRED",
        "CALL, 554 5.7.1 blocked, REJECTED",
        "CALL, 421 4.3.2 busy, DEFERRED"
    })
    void replies(String to, String reply, SendResult outcome) {
        switch (to) {
            case "RECIPIENT" -> server.onRecipient(recipient -> reply);
            case "MAIL" -> server.onMail(recipient -> reply);
            default -> server.onCall(call -> reply);
        }
        SendReport report = sent(ADA);
        assertThat(report.outcome()).isEqualTo(outcome);
        assertThat(report.words()).isEqualTo(reply);
        assertThat(begun).hasValue(to.equals("CALL") ? 0 : 1);
    }

    @Test
    void a_mail_whose_time_is_over_is_not_handed_over() {
        OutgoingMail late = new OutgoingMail(UUID.randomUUID(), SENDER, ADA, new ComposedMail("s", "t", "h"), NOW);
        assertThat(transport(server.port(), PATIENCE).send(late, begun::incrementAndGet))
                .isEqualTo(SendReport.of(SendResult.EXPIRED));
        await(() -> server.commands().contains("QUIT"));
        assertThat(server.commands()).noneMatch(line -> line.startsWith("MAIL"));
        assertThat(begun).hasValue(0);
    }

    @Test
    void an_address_that_needs_smtputf8_is_refused_without_a_call() {
        assertThat(sent("jürgen@example.org")).isEqualTo(SendReport.of(SendResult.NO_MAILBOX));
        assertThat(server.commands()).isEmpty();
    }

    @Test
    @DisplayName("A try more of one mail has the same Message-ID, and lines that begin with a dot keep it")
    void the_same_again() {
        OutgoingMail mail = mail(ADA, ".\n..\r\n.end\rof " + "line ".repeat(300));
        SmtpTransport transport = transport(server.port(), PATIENCE);
        transport.send(mail, begun::incrementAndGet);
        transport.send(mail, begun::incrementAndGet);
        List<String> ids = new ArrayList<>();
        for (StrictMailServer.Received received : server.mails()) {
            WireMail wire = new WireMail(received.bytes());
            ids.add(wire.raw("Message-ID"));
            assertThat(wire.parts().get(0).body()).startsWith(".\r\n..\r\n.end\r\nof line ");
        }
        assertThat(ids).containsExactly("<" + mail.id() + "@example.org>", "<" + mail.id() + "@example.org>");
        assertThat(server.faults()).isEmpty();
        assertThat(server.commands()).contains("EHLO login.example.org", "MAIL FROM:<bounces@example.org>");
    }

    @Test
    @DisplayName("[NOTI-01] A mail of an account comes from its sender, and bounces go to the sender of the service")
    void the_sender_of_an_account() {
        Sender account = new Sender("Žluťoučký, \"kůň\"\r\nBcc: x@evil.test", "login@mail.acme.test");
        OutgoingMail mail = new OutgoingMail(
                UUID.randomUUID(), account, ADA, new ComposedMail("s", "t", "<p>t</p>"), NOW.plusSeconds(1));
        SmtpTransport transport = new SmtpTransport(
                MailClient.create(vertx, new MailConfig("127.0.0.1", server.port())),
                vertx,
                new MailServer("127.0.0.1", server.port(), SENDER),
                Optional.empty(),
                Clock.fixed(NOW, ZoneOffset.UTC),
                PATIENCE);
        assertThat(transport.send(mail, begun::incrementAndGet).outcome()).isEqualTo(SendResult.ACCEPTED);
        WireMail wire = new WireMail(server.mailsTo(ADA).get(0).bytes());
        assertThat(wire.header("From")).isEqualTo("Žluťoučký, \"kůň\" Bcc: x@evil.test <login@mail.acme.test>");
        assertThat(wire.raw("Message-ID")).isEqualTo("<" + mail.id() + "@mail.acme.test>");
        assertThat(wire.names()).doesNotContain("Bcc", "List-Unsubscribe", "Sender", "Reply-To", "Cc");
        assertThat(wire.names()).allSatisfy(name -> assertThat(wire.raw(name)).isNotBlank());
        assertThat(server.commands()).contains("MAIL FROM:<no-reply@example.org>");
        assertThat(server.faults()).isEmpty();
    }

    private SendReport sent(String recipient) {
        return transport(server.port(), PATIENCE).send(mail(recipient), begun::incrementAndGet);
    }

    private CompletableFuture<SendReport> sending(SmtpTransport transport, OutgoingMail mail) {
        return CompletableFuture.supplyAsync(() -> transport.send(mail, begun::incrementAndGet));
    }

    private SmtpTransport transport(int port, Duration firstWait) {
        MailConfig config = new MailConfig("127.0.0.1", port).setOwnHostname("login.example.org");
        return new SmtpTransport(
                MailClient.create(vertx, config),
                vertx,
                new MailServer("127.0.0.1", port, SENDER),
                Optional.of("bounces@example.org"),
                Clock.fixed(NOW, ZoneOffset.UTC),
                firstWait);
    }

    private static final Sender SENDER = Sender.parse("Example <no-reply@example.org>");

    private static OutgoingMail mail(String recipient) {
        return mail(recipient, "text");
    }

    private static OutgoingMail mail(String recipient, String text) {
        return new OutgoingMail(
                UUID.randomUUID(),
                SENDER,
                recipient,
                new ComposedMail("Betreff äöü", text, "<p>text</p>"),
                NOW.plusSeconds(1));
    }

    private static String afterwards(CountDownLatch event, String answer) {
        try {
            event.await();
            return answer;
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
