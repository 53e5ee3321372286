package dev.sallyport.signin.verification;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import dev.sallyport.testing.Api;
import dev.sallyport.testing.Mailbox;
import dev.sallyport.testing.People;
import dev.sallyport.testing.Rows;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.net.IDN;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

@QuarkusTest
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class EmailSpellingTest {

    @Inject
    Mailbox mailbox;

    @Inject
    Rows rows;

    @Test
    @DisplayName("[AUTH-10] five spellings of one email reach one account")
    void every_spelling_signs_in() {
        String email = registered();
        for (String spelling : spellings(email)) {
            Api.signIn(spelling, People.PASSWORD, null).statusCode(200).body("status", equalTo("challenge_required"));
        }
    }

    @Test
    @DisplayName("[AUTH-10] five spellings of one email share one counter: the eleventh try is blind")
    void every_spelling_is_counted_together() {
        String email = registered();
        List<String> spellings = spellings(email);
        for (int tried = 0; tried < 10; tried++) {
            Api.signIn(spellings.get(tried % spellings.size()), People.WRONG_PASSWORD, null)
                    .statusCode(401);
        }
        for (String spelling : spellings) {
            Api.signIn(spelling, People.PASSWORD, null).statusCode(200).body("purpose", equalTo("extra_verification"));
        }
    }

    @Test
    @DisplayName("[AUTH-10] spellings of an unknown email are counted together as well")
    void spellings_of_an_unknown_email_are_counted_together() {
        List<String> spellings = spellings("kim.nobody-" + System.nanoTime() + "@example.org");
        for (int tried = 0; tried < 10; tried++) {
            Api.signIn(spellings.get(tried % spellings.size()), People.WRONG_PASSWORD, null)
                    .statusCode(401);
        }
        for (int tried = 0; tried < 10; tried++) {
            Api.signIn(spellings.get(tried % spellings.size()), People.WRONG_PASSWORD, null)
                    .statusCode(200)
                    .body("purpose", equalTo("extra_verification"));
        }
        Api.signIn(spellings.get(0), People.WRONG_PASSWORD, null).statusCode(429);
    }

    @Test
    @DisplayName("[AUTH-10] a look-alike is another address: 401 as for an unknown user, and no mail")
    void a_look_alike_is_another_address() {
        String email = registered();
        String rest = email.substring(1);
        List<String> lookAlikes = List.of(
                "\uFF4B" + rest, // full-width k
                "\u043A" + rest, // Cyrillic ka
                "\uD835\uDCC0" + rest, // mathematical script k
                "k\u0323" + rest, // a dot below
                email.replace("kim", "k\u0131m"), // dotless i
                email.replace("example", "ex\u0430mple"), // Cyrillic a in the domain
                email.replace("example", IDN.toASCII("ex\u0430mple")));
        for (String lookAlike : lookAlikes) {
            Api.signIn(lookAlike, People.PASSWORD, null)
                    .statusCode(401)
                    .body("type", equalTo("urn:sallyport:problem:invalid-credentials"));
        }

        assertThat(mailbox.mailsTo(email)).isEmpty();
        assertThat(rows.number("select count(*) from mail_outbox where recipient = ?", email))
                .isZero();
    }

    @Test
    @DisplayName("[AUTH-10] a domain that only becomes the right one by folding is no address")
    void a_folded_domain_is_refused() {
        String email = registered();
        for (String domain : List.of(
                "\uFF45xample.org", // full-width e
                "example\u3002org", // ideographic full stop
                "exam\u00ADple.org", // soft hyphen
                "exam\u200Dple.org")) { // zero-width joiner
            Api.signIn(email.replace("example.org", domain), People.PASSWORD, null)
                    .statusCode(400)
                    .body("type", equalTo("urn:sallyport:problem:invalid-request"));
        }
        assertThat(mailbox.mailsTo(email)).isEmpty();
    }

    /** The email of a new user, with the letters that others look like. */
    private static String registered() {
        String email = "kim-" + System.nanoTime() + "@example.org";
        Api.createAccount("Acme", email, People.PASSWORD).statusCode(201);
        return email;
    }

    private static List<String> spellings(String email) {
        int at = email.indexOf('@');
        return List.of(
                email,
                email.toUpperCase(Locale.ROOT),
                "  " + email + "\u2003",
                email.substring(0, at) + "@EXAMPLE.Org",
                "\u212A" + email.substring(1)); // the Kelvin sign is canonically a k
    }
}
