package dev.sallyport.mailing.mailpage;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.base.language.Language;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.Optional;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

@QuarkusTest
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class LinkPagesTest {

    @Inject
    LinkPages pages;

    private static String page(LinkPage page, String language) {
        return given().accept("text/html")
                .header("Accept-Language", language)
                .get(page.path())
                .then()
                .statusCode(200)
                .extract()
                .asString();
    }

    /** A form that the browser sent by itself would put the password into the address. */
    @ParameterizedTest
    @EnumSource(LinkPage.class)
    void without_scripts_a_page_says_so_and_shows_no_form(LinkPage page) {
        assertThat(page(page, "en"))
                .contains("<noscript><p>This page needs JavaScript.", "<form hidden>")
                .contains("form.hidden = token === ''");
    }

    @Test
    void it_has_the_name_of_the_brand() {
        assertThat(pages.html(LinkPage.REPORT_SIGN_IN, Language.ENGLISH, Optional.of("Acme <& Co>")))
                .contains("<header>Acme &lt;&amp; Co&gt;</header>")
                .doesNotContain("Sallyport");
        assertThat(pages.html(LinkPage.REPORT_SIGN_IN, Language.ENGLISH, Optional.empty()))
                .contains("</svg>Sallyport</header>");
    }

    @ParameterizedTest
    @CsvSource({
        "de, Diese Seite braucht JavaScript.",
        "fr, Cette page a besoin de JavaScript.",
        "es, Esta página necesita JavaScript.",
        "ja, このページには JavaScript が必要です。",
    })
    void it_says_so_in_the_language_of_the_browser(String language, String sentence) {
        assertThat(page(LinkPage.RESET_PASSWORD, language)).contains("<noscript><p>" + sentence);
    }

    @ParameterizedTest(name = "[D15] the page of a report offers a lockdown, in {0} too, and no other page does")
    @CsvSource({
        "en, Also lock my sign-in.",
        "de, Meine Anmeldung auch sperren.",
        "fr, Verrouiller aussi ma connexion.",
        "es, Bloquear también mi inicio de sesión.",
        "ja, ログインもロックする。",
    })
    void a_report_can_lock_the_sign_in(String language, String offer) {
        assertThat(page(LinkPage.REPORT_SIGN_IN, language))
                .contains("<input type=\"checkbox\" name=\"lockdown\">" + offer, "data-locked=\"");
        assertThat(page(LinkPage.CANCEL_RESET, language)).doesNotContain("lockdown", "data-locked");
    }
}
