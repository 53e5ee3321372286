package dev.sallyport.mailing.mail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sallyport.testing.WireMail;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HeaderTextTest {

    @ParameterizedTest
    @DisplayName("A subject in any script is folded by CRLF into words that a strict reader joins again")
    @ValueSource(
            strings = {
                "Bestätigen Sie Ihre Identität, um mit der Anmeldung fortzufahren.",
                "サインインを続けるには本人確認をしてください。サインインを続けるには本人確認をしてください。",
                "😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀",
                "é",
                "e\u0301 combined",
                "=?utf-8?q?=0d=0aBcc:_x@evil.test?=",
                "plain",
                "(comment) <x> \"quoted\" \\",
                "A very long subject in plain English that does not fit into the seventy-eight characters of a line"
            })
    void subjects(String text) {
        WireMail mail = mail("Subject: " + HeaderText.unstructured("Subject", text));
        assertThat(mail.header("Subject")).isEqualTo(text);
        assertThat(mail.raw("Subject")).doesNotContain("\r\n\r\n").matches("[\\x20-\\x7E\\r\\n]+");
    }

    @Test
    @DisplayName("[NOTI-01] Line ends and control characters become spaces")
    void no_line_ends() {
        assertThat(HeaderText.unstructured("Subject", "a\r\nBcc: x@evil.test\u0000\u0085\u2028b"))
                .isEqualTo("a Bcc: x@evil.test b");
        assertThat(HeaderText.phrase("From", "a\r\n\r\nBcc\n")).isEqualTo("a Bcc");
    }

    @ParameterizedTest
    @DisplayName("A sender's name is an atom, a quoted string or encoded words, never a comment")
    @CsvSource(delimiter = '|', quoteCharacter = '\'', textBlock = """
            no-reply@example.org                       | no-reply@example.org
            Example <no-reply@example.org>             | Example <no-reply@example.org>
            <no-reply@example.org>                     | no-reply@example.org
            no-reply@example.org (Example)             | Example <no-reply@example.org>
            Acme, Inc. <no-reply@example.org>          | "Acme, Inc." <no-reply@example.org>
            "Acme, Inc." <no-reply@example.org>        | "Acme, Inc." <no-reply@example.org>
            Say "hi" @ Acme <no-reply@example.org>     | "Say \\"hi\\" @ Acme" <no-reply@example.org>
            "a \\"b\\" \\\\" <no-reply@example.org>    | "a \\"b\\" \\\\" <no-reply@example.org>
            Café <no-reply@example.org>                | =?UTF-8?B?Q2Fmw6k=?= <no-reply@example.org>
            =?UTF-8?B?Q2Fmw6k=?= <no-reply@example.org> | =?UTF-8?B?Q2Fmw6k=?= <no-reply@example.org>
            =?ISO-8859-1?q?Caf=E9_?= =?utf-8?B?w6k=?= <no-reply@example.org> | =?UTF-8?B?Q2Fmw6kgw6k=?= <no-reply@example.org>
            =?x?B?Q2Fmw6k=?= <no-reply@example.org>    | =?UTF-8?B?PT94P0I/UTJGbXc2az0/PQ==?= <no-reply@example.org>
            a@b.test <no-reply@example.org>            | "a@b.test" <no-reply@example.org>
            """)
    void senders(String setting, String header) {
        assertThat(Sender.parse(setting).header()).isEqualTo(header);
        assertThat(Sender.parse(setting).address()).isEqualTo("no-reply@example.org");
        assertThat(Sender.parse(setting).domain()).isEqualTo("example.org");
    }

    @ParameterizedTest
    @DisplayName("[NOTI-01] A name that looks like an encoded word is shown as it is")
    @ValueSource(strings = {"=?utf-8?q?Your_Bank?=", "Acme =?utf-8?B?WW91ciBCYW5r?=", "\"=?utf-8?q?x?=\"", "a =? b"})
    void a_name_is_no_encoded_word(String name) {
        String header = new Sender(name, "no-reply@example.org").header();
        assertThat(header).startsWith("=?UTF-8?B?").doesNotContain(name);
        assertThat(mail("From: " + header).header("From")).isEqualTo(name + " <no-reply@example.org>");
    }

    @Test
    void a_long_name_is_folded() {
        String name = "Österreichische Gesellschaft für Informatik und ähnliche Künste, 株式会社";
        Sender sender = Sender.parse(name + " <no-reply@a-rather-long-host-name.example.org>");
        WireMail mail = mail("From: " + sender.header());
        assertThat(mail.header("From")).isEqualTo(name + " <no-reply@a-rather-long-host-name.example.org>");
        assertThat(mail.raw("From").split("\r\n")).allMatch(line -> line.length() <= 76);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "nobody",
                "a b@example.org",
                "jürgen@example.org",
                "no-reply@straße.example",
                "a@x.test, b@x.test",
                "A <a@x.test",
                "a@x.test\r\nBcc: b@x.test",
                "A <a@x.test>, B <b@x.test>"
            })
    void no_senders(String setting) {
        assertThatThrownBy(() -> Sender.parse(setting)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    @DisplayName("A header that fits into a line of 76 with its name is plain, and folded lines fill the line")
    void a_line_has_76_characters() {
        assertThat(HeaderText.unstructured("Subject", "x".repeat(67))).isEqualTo("x".repeat(67));
        assertThat(HeaderText.unstructured("Subject", "x".repeat(68))).startsWith("=?UTF-8?B?");
        assertThat(HeaderText.phrase("From", "x".repeat(70))).isEqualTo("x".repeat(70));
        assertThat(HeaderText.phrase("From", "x".repeat(71))).startsWith("=?UTF-8?B?");
        assertThat(HeaderText.unstructured("X-Header-Of-Thirty-Characters", "é".repeat(90))
                        .split("\r\n"))
                .hasSize(5)
                .allMatch(line -> line.length() <= 76);
    }

    private static WireMail mail(String header) {
        return new WireMail((header + "\r\nContent-Type: text/plain\r\nContent-Transfer-Encoding: 7bit\r\n\r\n")
                .getBytes(StandardCharsets.US_ASCII));
    }
}
