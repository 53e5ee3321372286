package dev.sallyport.mailing.mail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import dev.sallyport.testing.Api;
import dev.sallyport.testing.Mailbox;
import dev.sallyport.testing.People;
import dev.sallyport.testing.Person;
import dev.sallyport.testing.Rows;
import dev.sallyport.testing.TestClock;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

@QuarkusTest
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class EmailCodeDeliveryTest {

    @Inject
    People people;

    @Inject
    Mailbox mailbox;

    @Inject
    TestClock clock;

    @Inject
    Rows database;

    /** Asks again, and no limit of an hour or a day is reached. */
    private void resend(String challenge) {
        Api.resend(challenge)
                .statusCode(202)
                .body("size()", equalTo(2))
                .body("resendAfter", equalTo(clock.instant().plusSeconds(30).toString()));
    }

    private static void assertLimited(ValidatableResponse answer, String until) {
        answer.body("delivery", equalTo("limited")).body("resendAfter", equalTo(until));
    }

    /** How many mails a person was ever owed, sent or not. */
    private long mailsOwedTo(Person person) {
        return database.number("select count(*) from mail_outbox where user_id = ?::uuid", person.userId);
    }

    @Test
    @DisplayName("[S17] [D2] the mail has the subject, the code in a text and an HTML part, and no link")
    void the_mail() throws Exception {
        Person ada = people.newcomer();
        people.challengeFor(ada);
        MimeMessage mail = mailbox.awaitMailsTo(ada.email, 1).get(0);
        String code = mailbox.awaitCode(ada.email, 1);
        assertThat(mail.getSubject()).isEqualTo("Verify your identity to proceed with the login.");
        assertThat(mail.getAllRecipients()).hasSize(1);
        assertThat(mail.getContentType()).startsWith("multipart/alternative");
        MimeMultipart parts = (MimeMultipart) mail.getContent();
        assertThat(parts.getCount()).isEqualTo(2);
        assertThat(parts.getBodyPart(0).getContentType()).startsWith("text/plain");
        assertThat(parts.getBodyPart(1).getContentType()).startsWith("text/html");
        for (int part = 0; part < 2; part++) {
            assertThat((String) parts.getBodyPart(part).getContent())
                    .contains(code)
                    .contains("10 minutes")
                    .doesNotContain("href", "http://", "https://", "www.", "{code}", "{minutes}", "sp_ch_");
        }
    }

    @Test
    @DisplayName("[MAIL-07] the code is in the body of the mail only, neither in its subject nor in a header")
    void the_code_is_in_the_body_only() throws Exception {
        Person ada = people.newcomer();
        people.challengeFor(ada);
        MimeMessage mail = mailbox.awaitMailsTo(ada.email, 1).get(0);
        String code = mailbox.awaitCode(ada.email, 1);
        List<String> headers = Collections.list(mail.getAllHeaderLines());
        assertThat(headers).isNotEmpty();
        for (String header : headers) {
            boolean made = header.startsWith("Message-ID") || header.startsWith("Content-Type");
            String withoutRecipient = header.replace(ada.email, ""); // which has digits of its own
            assertThat(made || !withoutRecipient.contains(code)).as(header).isTrue();
        }
        assertThat(mail.getSubject()).doesNotContain(code);
    }

    @Test
    @DisplayName("[MAIL-03] [D12] a resend repeats the same live code, which then works")
    void a_resend_repeats_the_code() {
        Person ada = people.newcomer();
        String challenge = people.challengeFor(ada);
        String code = mailbox.awaitCode(ada.email, 1);
        clock.advance(Duration.ofSeconds(31));
        resend(challenge);
        assertThat(mailbox.awaitCode(ada.email, 2)).isEqualTo(code);
        Api.verify(challenge, "email_code", code).statusCode(200);
        Api.resend(challenge).statusCode(401).body("type", equalTo("urn:sallyport:problem:challenge-expired"));
    }

    @Test
    @DisplayName("[MAIL-05] [D12] within 30 seconds a resend sends nothing and is answered alike")
    void a_resend_waits() {
        Person ada = people.newcomer();
        String challenge = people.challengeFor(ada);
        for (int times = 0; times < 10; times++) {
            resend(challenge);
        }
        clock.advance(Duration.ofSeconds(29));
        resend(challenge);
        assertThat(mailsOwedTo(ada)).isEqualTo(1);
        clock.advance(Duration.ofSeconds(1));
        resend(challenge);
        mailbox.awaitMailsTo(ada.email, 2);
    }

    @Test
    @DisplayName("[MAIL-05] a user gets five codes an hour, counted over sign-ins and resends; the sixth is limited")
    void five_codes_an_hour() {
        Person ada = people.newcomer();
        String anHourOn = clock.instant().plus(Duration.ofHours(1)).toString();
        String challenge = people.challengeFor(ada);
        for (int times = 0; times < 3; times++) {
            clock.advance(Duration.ofSeconds(31));
            resend(challenge);
        }
        people.challengeFor(ada);
        mailbox.awaitMailsTo(ada.email, 5);
        clock.advance(Duration.ofSeconds(31));
        for (int times = 0; times < 2; times++) {
            assertLimited(Api.resend(challenge).statusCode(202), anHourOn);
        }
        ValidatableResponse held = Api.signIn(ada.email, People.PASSWORD, null).statusCode(200);
        assertLimited(held, anHourOn);
        assertLimited(Api.challenge(held.extract().path("challengeToken")).statusCode(200), anHourOn);
        Api.challenge(challenge).body("delivery", equalTo("sent")).body("resendAfter", equalTo(anHourOn));
        clock.advance(Duration.ofMinutes(50));
        people.challengeFor(ada);
        assertThat(mailsOwedTo(ada)).isEqualTo(5);
        clock.advance(Duration.ofMinutes(9));
        people.challengeFor(ada);
        mailbox.awaitMailsTo(ada.email, 6);
    }

    @Test
    @DisplayName("[MAIL-05] a user gets ten codes a day")
    void ten_codes_a_day() {
        Person ada = people.newcomer();
        for (int number = 1; number <= 10; number++) {
            people.challengeFor(ada);
            mailbox.awaitMailsTo(ada.email, number);
            clock.advance(Duration.ofMinutes(61));
        }
        people.challengeFor(ada);
        assertThat(mailsOwedTo(ada)).isEqualTo(10);
        clock.advance(Duration.ofHours(14));
        people.challengeFor(ada);
        mailbox.awaitMailsTo(ada.email, 11);
    }

    @Test
    @DisplayName("[MAIL-06] a wrong password and an unknown email send nothing")
    void no_mail_without_the_password() {
        Person ada = people.newcomer();
        for (int times = 0; times < 5; times++) {
            Api.signIn(ada.email, "not " + People.PASSWORD, null).statusCode(401);
            Api.signIn("nobody-" + ada.email, People.PASSWORD, null).statusCode(401);
        }
        assertThat(mailsOwedTo(ada)).isZero();
        assertThat(database.number("select count(*) from mail_outbox where recipient = ?", "nobody-" + ada.email))
                .isZero();
    }
}
