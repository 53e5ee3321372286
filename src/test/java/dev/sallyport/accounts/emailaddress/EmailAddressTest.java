package dev.sallyport.accounts.emailaddress;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("An email address")
class EmailAddressTest {

    private static final String LABEL = "d".repeat(63);

    /** 64 + 1 + 189 = 254 bytes, the most there may be. */
    private static final String LONGEST = "l".repeat(64) + "@" + LABEL + "." + LABEL + "." + "d".repeat(57) + ".org";

    @ParameterizedTest(name = "{0}")
    @CsvSource(textBlock = """
            a@x.test                          | a@x.test
            A@EXAMPLE.test                    | a@example.test
            Ada.Lovelace@Example.ORG          | ada.lovelace@example.org
            '  a@x.test  '                    | a@x.test
            '\u2003a@x.test\u2003'            | a@x.test
            a+tag@x.test                      | a+tag@x.test
            a.b.c@x.test                      | a.b.c@x.test
            o'neil@x.test                     | o'neil@x.test
            !#$%&'*+/=?^_`{}~-@x.test         | !#$%&'*+/=?^_`{}~-@x.test
            1@x.test                          | 1@x.test
            -@x.test                          | -@x.test
            a@1x.test                         | a@1x.test
            a@x-y.test                        | a@x-y.test
            a@sub.sub.x.test                  | a@sub.sub.x.test
            a@xn--bcher-kva.example           | a@xn--bcher-kva.example
            a@b\u00fccher.example             | a@xn--bcher-kva.example
            a@B\u00dcCHER.example             | a@xn--bcher-kva.example
            a@bu\u0308cher.example            | a@xn--bcher-kva.example
            \u00e9@x.test                     | \u00e9@x.test
            e\u0301@x.test                    | \u00e9@x.test
            \u00c9@x.test                     | \u00e9@x.test
            \u212aim@x.test                   | kim@x.test
            \uff41dmin@x.test                 | \uff41dmin@x.test
            \u0430dmin@x.test                 | \u0430dmin@x.test
            \u7528\u6237@x.test               | \u7528\u6237@x.test
            a@ex\u0430mple.test               | a@xn--exmple-4nf.test
            a@stra\u00dfe.example             | a@xn--strae-oqa.example
            a@STRA\u1e9eE.example             | a@xn--strae-oqa.example
            a@fa\u00df.example                | a@xn--fa-hia.example
            a@xn--fa-hia.example              | a@xn--fa-hia.example
            a@XN--FA-HIA.example              | a@xn--fa-hia.example
            a@fass.example                    | a@fass.example
            a@\u03bf\u03b4\u03cc\u03c2.example          | a@xn--pxavk3b.example
            a@\u03bf\u03b4\u03cc\u03c3.example          | a@xn--pxavn9a.example
            a@\u039f\u0394\u038c\u03a3.example          | a@xn--pxavn9a.example
            a@\u0528\u0528.example                | a@xn--d8aa.example
            a@\u0646\u0627\u0645\u0647\u200c\u0627\u06cc.example | a@xn--mgba3gch31f060k.example
            a@\u4f8b\u3048.\u30c6\u30b9\u30c8          | a@xn--r8jz45g.xn--zckzah
            """, delimiter = '|', quoteCharacter = '"')
    @DisplayName("[VALD-06] is taken, in one canonical form")
    void taken(String text, String canonical) {
        assertThat(EmailAddress.parse(unquoted(text))).contains(new EmailAddress(canonical));
        assertThat(EmailAddress.parse(canonical)).contains(new EmailAddress(canonical));
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(
            strings = {
                "",
                " ",
                "a",
                "@",
                "a@",
                "@x.test",
                "a@x",
                "a@localhost",
                "a@@x.test",
                "a@b@x.test",
                "a b@x.test",
                "a@x .test",
                "a@x.test,b@y.test",
                "a@x.test;b@y.test",
                "a@x.test b@y.test",
                "Ada <a@x.test>",
                "<a@x.test>",
                "a@x.test>",
                "\"a b\"@x.test",
                "a(comment)@x.test",
                "a:b@x.test",
                "a\\b@x.test",
                "a@x.test\r\nBcc: b@y.test",
                "a\n@x.test",
                "a\r@x.test",
                "a\t@x.test",
                "a\0@x.test",
                "a\u0000@x.test",
                ".a@x.test",
                "a.@x.test",
                "a..b@x.test",
                "a@.x.test",
                "a@x..test",
                "a@x.test.",
                "a@-x.test",
                "a@x-.test",
                "a@x_y.test",
                "a@x.t",
                "a@x.123",
                "a@127.0.0.1",
                "a@[127.0.0.1]",
                "a@[IPv6:::1]",
                "a@x.te%st",
                "mailto:a@x.test",
                "a\u200b@x.test",
                "a\u202e@x.test",
                "a\u00ad@x.test",
                "a\ud800@x.test",
                "a@\uff45xample.test",
                "a@example\u3002test",
                "a@exam\u00adple.test",
                "a@exam\u200dple.test",
                "a@stra\u00df\u00ade.test",
                "a@xn--a.test",
                "a@\u0644a.test",
                "a@a\u200cb.test",
                "a@\u0301x.test",
                "y@\u0130.example",
                "x@example\u0130.org",
                "a@x\u2260y.test",
                "a@i\u2764.test",
                "a@xn--.test",
                "a@xn--\u00fc.test"
            })
    @DisplayName("[VALD-06] is refused where the text is not exactly one, or its domain only folds into one")
    void refused(String text) {
        assertThat(EmailAddress.parse(text)).isEmpty();
    }

    static Stream<Arguments> lengths() {
        return Stream.of(
                Arguments.of("64 bytes before the at sign", "l".repeat(64) + "@x.test", true),
                Arguments.of("65 bytes before the at sign", "l".repeat(65) + "@x.test", false),
                Arguments.of("33 letters of two bytes", "\u00e9".repeat(33) + "@x.test", false),
                Arguments.of("254 bytes", LONGEST, true),
                Arguments.of("255 bytes", LONGEST.replace(".org", "d.org"), false),
                Arguments.of("a label of 63", "a@" + LABEL + ".test", true),
                Arguments.of("a label of 64", "a@d" + LABEL + ".test", false),
                Arguments.of("a megabyte", "a".repeat(1 << 20) + "@x.test", false));
    }

    @ParameterizedTest(name = "{0}: {2}")
    @MethodSource("lengths")
    @DisplayName("[VALD-06] has at most 254 bytes, 64 of them before the at sign")
    void length(String name, String text, boolean isTaken) {
        assertThat(EmailAddress.parse(text).isPresent()).isEqualTo(isTaken);
    }

    @Test
    @DisplayName("is deliverable when it is all ASCII")
    void deliverable() {
        assertThat(new EmailAddress("a@xn--bcher-kva.example").isDeliverable()).isTrue();
        assertThat(new EmailAddress("\u00e9@x.test").isDeliverable()).isFalse();
    }

    @Test
    @DisplayName("is hinted at by its first letters and its top-level domain")
    void hint() {
        assertThat(new EmailAddress("ada@example.co.uk").hint()).isEqualTo("a•••@e•••.uk");
        assertThat(new EmailAddress("a@x.test").hint()).isEqualTo("a•••@x•••.test");
        assertThat(new EmailAddress("\ud835\udcc0@x.test").hint()).isEqualTo("\ud835\udcc0•••@x•••.test");
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(textBlock = """
            a@x.test                          | a@x.test                 | a•••@x•••.test
            a@xn--strae-oqa.example           | a@stra\u00dfe.example        | a•••@s•••.example
            a@xn--bcher-kva.example           | a@b\u00fccher.example       | a•••@b•••.example
            a@xn--r8jz45g.xn--zckzah          | a@\u4f8b\u3048.\u30c6\u30b9\u30c8 | a•••@\u4f8b•••.\u30c6\u30b9\u30c8
            a@xn--exmple-4nf.test             | a@xn--exmple-4nf.test    | a•••@x•••.test
            a@xn--80ak6aa92e.com              | a@xn--80ak6aa92e.com     | a•••@x•••.com
            a@xn--mgbh0fb.example             | a@\u0645\u062b\u0627\u0644.example | a•••@\u0645•••.example
            a@xn--mgbh0fb.xn--kgbechtv        | a@xn--mgbh0fb.xn--kgbechtv | a•••@x•••.xn--kgbechtv
            a@xn--zzzz.example                | a@xn--zzzz.example       | a•••@x•••.example
            """, delimiter = '|')
    @DisplayName("is shown in its own letters, but for labels that could be taken for others or do not decode")
    void shown(String stored, String letters, String hint) {
        assertThat(EmailAddress.shown(stored)).isEqualTo(letters);
        assertThat(new EmailAddress(stored).hint()).isEqualTo(hint);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(textBlock = """
            a                  | a name, one @ and a domain
            a@b@x.test         | a name, one @ and a domain
            a@                 | a name, one @ and a domain
            \u00e9@x.test          | only ASCII characters are allowed before the @
            a..b@x.test        | the part before the @ contains a character or a dot
            a@localhost        | the domain must contain a dot
            a@x..test          | part 2 of the domain is empty
            a@-x.test          | part 1 of the domain has a hyphen in a position where it is not allowed
            a@mail.x_y.test    | part 2 of the domain contains a character that is not allowed in a domain
            a@\uff45xample.test    | part 1 of the domain contains a letter that is a compatibility form of another one
            a@\u0644a.test         | part 1 of the domain mixes letters read from the left and from the right
            a@xn--a.test       | part 1 of the domain is not a valid encoded label
            a@x.123            | the domain does not end in a top-level domain
            """, delimiter = '|')
    @DisplayName("[VALD-06] A refusal says which part is wrong and why")
    void problem(String text, String reason) {
        assertThat(EmailAddress.parse(text).filter(EmailAddress::isDeliverable)).isEmpty();
        assertThat(EmailAddress.problem(text).toString())
                .startsWith("must be one email address")
                .contains(reason);
    }

    /** In the table the blanks at either end of a text are kept by single quotes. */
    private static String unquoted(String text) {
        return text.startsWith("'") && text.endsWith("'") ? text.substring(1, text.length() - 1) : text;
    }

    @Test
    void a_domain_that_would_fill_the_stack_is_none() {
        assertThat(DomainName.ascii("a.".repeat(50_000) + "example")).isEmpty();
        assertThat(DomainName.ascii("a.".repeat(123) + "example")).isPresent();
    }
}
