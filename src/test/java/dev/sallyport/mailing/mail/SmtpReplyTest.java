package dev.sallyport.mailing.mail;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Replies of real servers, and whose trouble each is. */
class SmtpReplyTest {

    @ParameterizedTest(name = "{0}: {1}")
    @DisplayName("A reply to RCPT TO is classified by its enhanced status code")
    @CsvSource(delimiter = '|', textBlock = """
            NO_MAILBOX | 550-5.1.1 The email account that you tried to reach does not exist. Please try\\n550-5.1.1 double-checking the address\\n550 5.1.1 https://support.google.com/mail/?p=NoSuchUser gsmtp
            NO_MAILBOX | 550 5.1.10 RESOLVER.ADR.RecipientNotFound; Recipient not found by SMTP address lookup
            NO_MAILBOX | 550 5.1.1 <ada@example.org>: Recipient address rejected: User unknown in local recipient table
            NO_MAILBOX | 553-5.1.2 We weren't able to find the recipient domain. Please check for any\\n553 5.1.2 spelling errors, and make sure you didn't enter any spaces
            NO_MAILBOX | 501 5.1.3 Bad recipient address syntax
            NO_MAILBOX | 550 5.1.4 ambiguous recipient
            NO_MAILBOX | 551 5.1.6 User has moved
            NO_MAILBOX | 550 sorry, no mailbox here by that name. (#5.1.1)
            NO_MAILBOX | 556 5.1.10 Recipient address has null MX
            REJECTED | 550 5.1.0 <no-reply@example.org>: Sender address rejected: User unknown in virtual mailbox table
            REJECTED | 553 5.1.7 <no-reply>: Sender address rejected: malformed
            REJECTED | 550 5.1.8 Access denied, bad outbound sender AS(42004)
            REJECTED | 553 5.1.8 <no-reply@nowhere.example>... Domain of sender address does not exist
            REJECTED | 550-5.2.1 The email account that you tried to reach is disabled.\\n550 5.2.1 gsmtp
            REJECTED | 552-5.2.2 The email account that you tried to reach is over quota.\\n552 5.2.2 gsmtp
            REJECTED | 552 5.2.3 Message exceeds maximum fixed size
            REJECTED | 550 5.3.4 message header size exceeds limit
            REJECTED | 554 5.4.14 Hop count exceeded - possible mail loop
            REJECTED | 550 5.4.1 Recipient address rejected: Access denied. AS(201806281)
            REJECTED | 550 5.5.0 Requested action not taken: mailbox unavailable
            REJECTED | 550 5.7.1 Service unavailable; Client host [192.0.2.1] blocked using zen.spamhaus.org
            REJECTED | 554 5.7.1 <ada@example.org>: Relay access denied
            REJECTED | 553 5.7.1 [BL21] Connections will not be accepted from 192.0.2.1, because the ip is in Spamhaus's list
            REJECTED | 553 5.7.1 <no-reply@example.org>: Sender address rejected: not owned by user mailer
            REJECTED | 550-5.7.26 This mail has been blocked because the sender is unauthenticated.\\n550 5.7.26 gsmtp
            REJECTED | 550 5.7.606 Access denied, banned sending IP [192.0.2.1]
            REJECTED | 550 5.7.0 Authentication required
            REJECTED | 550 5.0.0 rejected
            REJECTED | 550 Unrouteable address
            REJECTED | 550-Verification failed for <no-reply@example.org>\\n550-No Such User Here\\n550 Sender verify failed
            REJECTED | 550 No such user here
            REJECTED | 550 Invalid Recipient - https://community.mimecast.com/docs/DOC-1369#550
            REJECTED | 550 permanent failure for one or more recipients (ada@example.org:blocked)
            REJECTED | 553 Relaying disallowed as no-reply@example.org
            REJECTED | 554 delivery error: dd This user doesn't have a yahoo.com account (ada@yahoo.com) [0]
            REJECTED | 554 Message rejected: Email address is not verified.
            REJECTED | 551 user not local; please try another server
            REJECTED | 550 5.1.11 something new
            REJECTED | 550 4.1.1 contradicts itself
            REJECTED | 550 version 5.1.1 of this server does not like you
            DEFERRED | 450 4.7.1 <ada@example.org>: Recipient address rejected: Greylisted, see http://postgrey.schweikert.ch
            DEFERRED | 451 4.7.1 Greylisting in action, please come back later
            DEFERRED | 450 4.1.1 <ada@example.org>: unverified address
            DEFERRED | 452 4.2.2 The email account that you tried to reach is over quota
            DEFERRED | 421 4.7.0 [TSS04] Messages from 192.0.2.1 temporarily deferred
            DEFERRED | 450 5.1.1 contradicts itself
            DEFERRED | 451 try again
            """)
    void to_a_recipient(SendResult verdict, String reply) {
        assertThat(reply(reply, true).verdict()).isEqualTo(verdict);
    }

    @ParameterizedTest(name = "{0}: {1}")
    @DisplayName("What is no reply to RCPT TO says nothing final about the recipient")
    @CsvSource(delimiter = '|', textBlock = """
            REJECTED | 550 5.1.1 <no-reply@example.org>: Sender address rejected: User unknown
            REJECTED | 535 5.7.8 Username and Password not accepted
            REJECTED | 554 5.7.1 No SMTP service here
            DEFERRED | 421 4.3.2 Service not available
            """)
    void to_others(SendResult verdict, String reply) {
        assertThat(reply(reply, false).verdict()).isEqualTo(verdict);
    }

    @Test
    @DisplayName(
            "[LOGS-05] The log gets the codes and the server's words, without addresses, codes of users and line ends")
    void words() {
        SmtpReply reply = reply(
                "550-5.7.1 <Ada.Lovelace@example.org>: no, ada.lovelace%40example.org\u0000\\n550 5.7.1 said ada.lovelace, code 123456\r",
                true);
        assertThat(reply.words("ada.lovelace@example.org"))
                .isEqualTo("550 5.7.1 <<address>>: no, <address> said <address>, code <number>");
        assertThat(reply.codes()).isEqualTo("550 5.7.1");
        assertThat(reply).hasToString("SmtpReply[550 5.7.1]");
        assertThat(reply("550 " + "long ".repeat(200), true).words("a@b.test")).hasSizeLessThan(210);
        assertThat(reply("550", true).words("a@b.test")).isEqualTo("550");
    }

    private static SmtpReply reply(String text, boolean aboutRecipient) {
        List<String> lines = List.of(text.split("\\\\n"));
        return SmtpReply.of(Integer.parseInt(text.substring(0, 3)), lines, aboutRecipient);
    }
}
