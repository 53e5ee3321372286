package dev.sallyport.support;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import dev.sallyport.testing.Browser;
import dev.sallyport.testing.Mailbox;
import dev.sallyport.testing.Person;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;

/** The page behind the link in the owner's mail, in a browser; its pictures are in {@code target/screenshots}. */
@QuarkusTest
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
@EnabledIf("hasBrowser")
class CancelPageTest {

    private static final Path PICTURES = Path.of("target", "screenshots");

    @TestHTTPResource("/v1/support/cancel")
    URL page;

    @Inject
    SupportDesk desk;

    @Inject
    Mailbox mailbox;

    @TempDir
    Path profile;

    static boolean hasBrowser() {
        return Files.isExecutable(Browser.CHROMIUM);
    }

    @Test
    @DisplayName(
            "[A4] in a browser the page changes nothing by being opened, hides its token, and cancels by its button")
    void the_page_in_a_browser() throws Exception {
        Person owner = desk.owner();
        Person agent = desk.agent();
        String reset = SupportDesk.reset(agent.accessToken, owner.userId)
                .statusCode(202)
                .extract()
                .path("id");
        try (Browser browser = Browser.open(profile, "en")) {
            browser.open(page + "#" + tokenFor(owner));
            browser.screenshot(PICTURES.resolve("cancel-opened.png"));
            assertThat(browser.complaints()).isEmpty();
            assertThat(browser.text("location.href")).isEqualTo(page.toString());
            assertThat(browser.text("document.querySelector('h1').textContent")).isEqualTo("Cancel the reset");
            SupportDesk.get(agent, reset).body("status", equalTo("requested"));

            browser.await("document.querySelector('button').click() || true");
            browser.await("document.querySelector('output').textContent !== ''");
            browser.screenshot(PICTURES.resolve("cancel-done.png"));
            assertThat(browser.text("document.querySelector('output').textContent"))
                    .contains("it is cancelled now");
            assertThat(browser.text("String(document.querySelector('form').hidden)"))
                    .isEqualTo("true");
            SupportDesk.get(agent, reset).body("status", equalTo("cancelled"));

            browser.open(page.toString());
            browser.screenshot(PICTURES.resolve("cancel-without-token.png"));
            assertThat(browser.text("document.querySelector('output').textContent"))
                    .isEqualTo("Open the link in the mail again.");
            assertThat(browser.text("getComputedStyle(document.querySelector('form')).display"))
                    .isEqualTo("none");
            assertThat(browser.complaints()).isEmpty();
        }
    }

    private String tokenFor(Person owner) {
        Matcher link = Pattern.compile("/v1/support/cancel#(\\S+)")
                .matcher(Mailbox.text(mailbox.awaitMailsTo(owner.email, 3).get(2)));
        assertThat(link.find()).isTrue();
        return link.group(1);
    }
}
