package dev.sallyport.mailing.mail;

import static dev.sallyport.testing.Api.body;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sallyport.edge.http.RawHttp;
import dev.sallyport.testing.Api;
import dev.sallyport.testing.Mailbox;
import dev.sallyport.testing.People;
import dev.sallyport.testing.Person;
import dev.sallyport.testing.Rows;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import jakarta.mail.internet.MimeMessage;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

/** Mails go to one address, have the headers that we gave them, and say nothing that a stranger wrote. */
@QuarkusTest
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class MailInjectionTest {

    private static final List<String> BROWSERS = List.of(
            "Mozilla/5.0\r\n Bcc: x@evil.test\r\n\tCc: y@evil.test",
            "=?utf-8?q?=0d=0aBcc:_x@evil.test?=",
            "Mozilla%0d%0aBcc:%20x@evil.test",
            "Evil/1 Chrome/140 (http://evil.test/login) www.evil.test",
            "<a href=//evil.test>Chrome/140</a>",
            "{73*73} ${73*73} {mail:not_you} {#include mail/layout.html} {where.class}",
            "Chrome/140 \u00c2\u0085Bcc: x@evil.test \u00e2\u0080\u00a8Bcc: x@evil.test",
            "Chrome/" + "9".repeat(4000));

    /** Random, so that it can hold any short text by chance. */
    private static final String TOKEN = "sp_nd_[A-Za-z0-9_.-]+";

    private static final List<Object> NO_ADDRESSES = List.of(
            List.of("ada@example.org", "x@evil.test"),
            "ada@example.org,x@evil.test",
            "ada@example.org;x@evil.test",
            "ada@example.org x@evil.test",
            "\"x@evil.test\"@example.org",
            "Ada <ada@example.org>",
            "ada@example.org\r\nBcc: x@evil.test",
            "ada@example.org\u0000",
            "ada@example.org\u0085x@evil.test",
            "ada@example.org\u2028x@evil.test",
            "ada%0d%0aBcc:x@evil.test@example.org",
            "ada@example.org>\r\nRCPT TO:<x@evil.test");

    @TestHTTPResource
    URL service;

    @Inject
    People people;

    @Inject
    Mailbox mailbox;

    @Inject
    Rows rows;

    @Test
    @DisplayName("[NOTI-01] [NOTI-03] What a client calls itself adds no header, no recipient, no link and no markup")
    void the_browser_says_nothing() throws Exception {
        Person ada = people.enrolled();
        int mails = 2;
        for (int number = 0; number < BROWSERS.size(); number++) {
            String browser = BROWSERS.get(number);
            String verify = json(
                    "challengeToken", people.challengeFor(ada),
                    "method", "recovery_code",
                    "code", ada.recoveryCodes.get(number));
            int status = new RawHttp(service.getPort())
                    .post(
                            "/v1/sign-in/verify",
                            verify.getBytes(StandardCharsets.UTF_8),
                            "Content-Type: application/json",
                            "User-Agent: " + browser)
                    .status();
            assertThat(status).as(browser).isIn(200, 400, 431);
            if (status == 200) {
                mails++;
                assertOurs(ada, mailbox.awaitMailsTo(ada.email, mails).get(mails - 1));
            }
        }
        assertThat(mails).isGreaterThan(6);
        assertThat(mailbox.mailsTo("x@evil.test")).isEmpty();
        assertThat(mailbox.mailsTo("y@evil.test")).isEmpty();
    }

    @Test
    @DisplayName(
            "[NOTI-02] Whatever is not one plain address is refused by every operation that takes one, and gets no mail")
    void only_one_address() {
        Person ada = people.newcomer();
        for (Object address : NO_ADDRESSES) {
            List<Response> answers = List.of(
                    Api.asClient()
                            .body(body("name", "Acme", "owner", body("email", address, "password", People.PASSWORD)))
                            .post("/v1/accounts"),
                    Api.asClient()
                            .body(body("email", address, "role", "member", "password", People.PASSWORD))
                            .post("/v1/accounts/{id}/users", ada.accountId),
                    Api.json()
                            .body(body("email", address, "password", People.PASSWORD))
                            .post("/v1/sign-in"),
                    Api.json().body(body("email", address)).post("/v1/password/forgot"));
            assertThat(answers)
                    .as("%s", address)
                    .extracting(Response::statusCode)
                    .containsOnly(400);
        }
        assertThat(rows.number("select count(*) from mail_outbox where recipient like '%evil.test%'"))
                .isZero();
    }

    private void assertOurs(Person person, MimeMessage mail) throws Exception {
        List<String> names = Collections.list(mail.getAllHeaders()).stream()
                .map(header -> header.getName().toLowerCase(Locale.ROOT))
                .toList();
        assertThat(names).doesNotHaveDuplicates().contains("to", "subject").doesNotContain("cc", "bcc");
        assertThat(mail.getSubject()).isEqualTo("A recovery code was used");
        assertThat(mail.getAllRecipients()).extracting(Object::toString).containsExactly(person.email);
        assertThat(mailbox.copies(mail)).isOne();
        assertThat(Mailbox.text(mail).replaceAll(TOKEN, ""))
                .doesNotContain("evil.test", "5329", "Bcc", "{mail")
                .containsOnlyOnce("href=")
                .contains("From: 127.0.0.1");
        String from = Mailbox.text(mail)
                .lines()
                .filter(line -> line.startsWith("From: "))
                .findFirst()
                .orElseThrow();
        assertThat(from).hasSizeLessThan(100);
    }

    private static String json(Object... namesAndValues) {
        try {
            return new ObjectMapper().writeValueAsString(body(namesAndValues));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}
