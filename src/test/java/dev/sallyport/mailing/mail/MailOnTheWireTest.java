package dev.sallyport.mailing.mail;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.accounts.password.PasswordResets;
import dev.sallyport.base.ids.UserId;
import dev.sallyport.base.language.Language;
import dev.sallyport.testing.Await;
import dev.sallyport.testing.Mailbox;
import dev.sallyport.testing.People;
import dev.sallyport.testing.StrictMailServer;
import dev.sallyport.testing.TestClock;
import dev.sallyport.testing.WireMail;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.ext.mail.MailConfig;
import io.vertx.mutiny.core.Vertx;
import io.vertx.mutiny.ext.mail.MailClient;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

/** Every mail, byte by byte, as it leaves. */
@QuarkusTest
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class MailOnTheWireTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @Inject
    MailOutbox outbox;

    @Inject
    Mailbox mailbox;

    @Inject
    TestClock clock;

    @Inject
    People people;

    @Inject
    PasswordResets links;

    @Inject
    Vertx vertx;

    @ConfigProperty(name = "quarkus.mailer.auth-methods")
    String authMethods;

    @Test
    @DisplayName("[NOTI-01] every kind of mail in every language is read by a strict server, byte by byte")
    void every_kind_in_every_language() {
        List<QueuedMail> owed = new ArrayList<>();
        UserId reader = UserId.fromString(people.newcomer().userId);
        // A mail about a required password is sent only while its link may be used.
        UUID link = QuarkusTransaction.requiringNew()
                .call(() -> links.issueAnyway(reader, 0, clock.instant()))
                .id();
        for (Language language : Language.values()) {
            for (MailKind kind : MailKind.values()) {
                owed.add(queued(reader, link, kind, language));
            }
        }
        int port = mailbox.port();
        mailbox.stop();
        try (StrictMailServer server = new StrictMailServer(port)) {
            owed.forEach(mail -> QuarkusTransaction.requiringNew().run(() -> outbox.add(mail, clock.instant())));
            await(server, owed);
            owed.forEach(mail -> assertStrict(mail, server.mailsTo(mail.recipient())));
            assertThat(server.faults()).isEmpty();
            assertThat(server.commands())
                    .filteredOn(line -> line.startsWith("MAIL "))
                    .containsOnly("MAIL FROM:<no-reply@localhost>");
        } finally {
            mailbox.start();
        }
    }

    @Test
    @DisplayName("With a password, a relay that offers XOAUTH2 and PLAIN or LOGIN is logged in to")
    void a_relay_that_offers_xoauth2() {
        for (String offered : List.of(
                "XOAUTH2 PLAIN", "XOAUTH2 LOGIN", "LOGIN PLAIN XOAUTH2", "NTLM XOAUTH2 OAUTHBEARER PLAIN LOGIN")) {
            try (StrictMailServer server = new StrictMailServer(0).offering(offered)) {
                MailConfig relay = new MailConfig("127.0.0.1", server.port())
                        .setUsername("mailer")
                        .setPassword("secret")
                        .setAuthMethods(authMethods);
                SmtpTransport transport = new SmtpTransport(
                        MailClient.create(vertx, relay),
                        vertx,
                        new MailServer("127.0.0.1", server.port(), Sender.parse("no-reply@example.org")),
                        Optional.empty(),
                        clock,
                        PATIENCE);
                OutgoingMail mail = new OutgoingMail(
                        UUID.randomUUID(),
                        Sender.parse("no-reply@example.org"),
                        "ada@example.org",
                        new ComposedMail("s", "t", "h"),
                        clock.instant().plusSeconds(60));
                assertThat(transport.send(mail, () -> {}).outcome()).as(offered).isEqualTo(SendResult.ACCEPTED);
                assertThat(server.commands())
                        .noneMatch(line -> line.startsWith("AUTH XOAUTH2") || line.startsWith("AUTH NTLM"));
                assertThat(server.commands()).anyMatch(line -> line.startsWith("AUTH "));
            }
        }
    }

    private static void assertStrict(QueuedMail owed, List<StrictMailServer.Received> received) {
        assertThat(received).as("%s", owed).hasSize(1);
        WireMail mail = new WireMail(received.get(0).bytes());
        assertThat(mail.names())
                .containsExactlyInAnyOrder(
                        "MIME-Version",
                        "Date",
                        "From",
                        "To",
                        "Subject",
                        "Message-ID",
                        "Auto-Submitted",
                        "Content-Type");
        assertThat(mail.raw("From")).isEqualTo("Sallyport <no-reply@localhost>");
        assertThat(mail.raw("To")).isEqualTo(owed.recipient());
        assertThat(mail.raw("Message-ID")).matches("<[0-9a-f-]{36}@localhost>");
        assertThat(mail.raw("Auto-Submitted")).isEqualTo("auto-generated");
        assertThat(mail.raw("Date"))
                .matches("[A-Z][a-z]{2}, \\d{1,2} [A-Z][a-z]{2} \\d{4} \\d\\d:\\d\\d:\\d\\d \\+0000");
        assertThat(mail.header("Subject")).isNotBlank().doesNotContain("?", "\ufffd");
        assertThat(mail.parts()).hasSize(2);
        WireMail text = mail.parts().get(0);
        WireMail html = mail.parts().get(1);
        assertThat(text.raw("Content-Type")).startsWith("text/plain");
        assertThat(html.raw("Content-Type")).startsWith("text/html");
        assertThat(html.body())
                .contains("<html lang=\"" + owed.locale() + "\">")
                .endsWith("</html>");
        assertThat(text.body()).hasSizeGreaterThan(40).doesNotContain("{", "=C3", "\ufffd");
    }

    private QueuedMail queued(UserId reader, UUID link, MailKind kind, Language language) {
        Instant now = clock.instant();
        Map<String, String> details = new HashMap<>();
        for (String id : List.of("challenge", "accountId", "webhook", Notices.NOTICE)) {
            details.put(id, UUID.randomUUID().toString());
        }
        details.put(Notices.REFERENCE, link.toString());
        details.put("account", "Žluťoučký kůň & 株式会社 <b>.\n.\r\n" + "x".repeat(60));
        details.put("who", "ada@example.org");
        details.put("caller", "shop");
        details.put("key", "NzbLsXh8uDCcd-6MNwXF4W_7noWXFZAfHkxZsRGC9Xs");
        details.put("date", now.plus(Duration.ofDays(7)).toString());
        details.put(Notices.WHEN, now.toString());
        details.put(Notices.WHERE, "2001:db8::1");
        details.put(Notices.BROWSER, "Chrome 140");
        details.put(Notices.OS, "Windows");
        String recipient = kind.text() + "." + language.tag() + "@example.org";
        return new QueuedMail(reader, kind, recipient, language.tag(), details, now.plus(Duration.ofHours(1)));
    }

    private static void await(StrictMailServer server, List<QueuedMail> owed) {
        Await.await(
                "every mail",
                () -> owed.stream()
                        .noneMatch(mail -> server.mailsTo(mail.recipient()).isEmpty()));
    }
}
