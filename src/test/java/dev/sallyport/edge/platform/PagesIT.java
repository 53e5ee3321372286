package dev.sallyport.edge.platform;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sallyport.testing.Browser;
import dev.sallyport.testing.SlowTest;
import dev.sallyport.testing.TotpApp;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The reference pages in a real browser, as a newcomer sees them: the service is started without configuration. */
@SlowTest
class PagesIT {

    private static final Path AXE = Path.of("target", "node", "node_modules", "axe-core", "axe.min.js");
    private static final ObjectMapper JSON = new ObjectMapper();

    /** What WCAG 2.2 asks for at the levels A and AA, as far as a program can tell. */
    private static final String ALL = "['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']";

    /** What another color scheme changes. */
    private static final String COLORS = "{type: 'rule', values: ['color-contrast', 'link-in-text-block']}";

    private static final String CHECK = "axe.run(document, {runOnly: %s}).then(found => found.violations.map("
            + "one => one.id + ': ' + one.nodes.map(node => node.html + ' ' + node.failureSummary).join(' / ')))";

    private static final String ACCOUNT = "Donaudampfschifffahrtsgesellschaftskapitänsmützenfabrik";
    private static final String BRAND = "Mützen & <Söhne>, Königlich-Kaiserliche Hoflieferanten";
    private static final String EMAIL = "ada@example.org";
    private static final String MEMBER = "grace.hopper@donaudampfschifffahrtsgesellschaftskapitaensmuetzen.example.org";
    private static final String PASSWORD = "tulip anvil 42 meridian";

    @TempDir
    static Path folder;

    @TempDir
    static Path profile;

    private static StartedService service;
    private static Browser browser;
    private static String axe;

    @BeforeAll
    static void start() throws Exception {
        assumeTrue(Files.isExecutable(Browser.CHROMIUM), "chromium is not installed: see .ci/run");
        assumeTrue(Files.exists(AXE), "axe is not installed: see .ci/run");
        axe = Files.readString(AXE);
        service = StartedService.start(folder, Map.of()).untilReady();
        browser = Browser.open(profile, "en");
        // A color that is on its way to another one has the contrast of neither.
        browser.command("Emulation.setEmulatedMedia", (ObjectNode)
                JSON.readTree("{\"features\": [{\"name\": \"prefers-reduced-motion\", \"value\": \"reduce\"}]}"));
    }

    @AfterAll
    static void stop() {
        if (browser != null) {
            browser.close();
        }
        if (service != null) {
            service.close();
        }
    }

    @Test
    @DisplayName("[UI-02] [UI-04] [UI-05] from the first account to two factors, the policy and the support desk;"
            + " each page passes axe and fits a narrow screen")
    void from_the_first_account_to_the_support_desk() throws Exception {
        browser.open("http://localhost:" + service.apiPort() + "/ui/");
        accessible("Create your account");
        fill("organization", ACCOUNT);
        fill("email", EMAIL);
        fill("password", PASSWORD);
        press("Create the account");
        accessible("Your account is ready");
        fill("password", "not the password");
        press("Sign in");
        accessible("The email or the password is not correct");
        fill("password", PASSWORD);
        press("Sign in");
        accessible("We sent a code with six digits");
        fill("code", mailed("\\b(\\d{3})(\\d{3})\\b").replaceAll("(\\d{3})(\\d{3})", "$1 $2"));
        press("Continue");
        accessible("Two-factor sign-in is off");

        press("Turn on");
        accessible("How do you want to confirm");
        browser.run("document.querySelector('.method').click()");
        accessible("Scan this code");
        TotpApp app = new TotpApp(
                browser.text("[...document.querySelectorAll('.key span')].map(e => e.textContent).join('')"));
        press("Continue");
        accessible("Keep your paper key");
        press("Continue");
        see("Keep the paper key first");
        browser.run("document.querySelector('input[type=checkbox]').click()");
        press("Continue");
        accessible("Enter the code that the app shows");
        fill("code", app.codeAt(Instant.now()));
        press("Turn on");
        accessible("Save your recovery codes");
        assertThat(browser.text("document.querySelectorAll('.codes li').length"))
                .isEqualTo("10");
        browser.run("document.querySelector('input[type=checkbox]').click()");
        press("Done");
        accessible("All set");
        press("Done");
        accessible("Two-factor sign-in is on");

        for (String page : List.of("password", "devices", "sessions", "activity")) {
            browser.run("location.hash = '#/" + page + "'");
            browser.await("document.querySelector('.nav-link[aria-current]')?.dataset.path === '" + page + "'"
                    + " && document.querySelector('main h1') !== null");
            accessible(EMAIL);
        }
        ofAnOwner();
        ofAnAgent();
        assertThat(browser.complaints())
                .noneMatch(complaint -> complaint.contains("Content Security Policy")
                        || complaint.contains("exceptionDetails")
                        || complaint.contains("TrustedHTML"));
    }

    /**
     * Invites a member, requires two factors of the account from a day on, and chooses the greyest brand that there is.
     */
    private static void ofAnOwner() throws Exception {
        follow("Members");
        accessible("Who belongs to " + ACCOUNT);
        press("Invite");
        accessible("Invite a member");
        fill("email", MEMBER);
        press("Send the invitation");
        accessible(MEMBER);
        follow("Two-factor");
        accessible("Two-factor sign-in is not required");
        browser.run("document.querySelector('main input[type=checkbox]').click()");
        fill("until", LocalDate.now(ZoneOffset.UTC).plusDays(20).toString());
        press("Show the effect");
        accessible("The effect of this policy");
        press("Save");
        accessible("Two-factor sign-in is required from");
        follow("Compliance");
        accessible("Download CSV");
        follow("Brand");
        accessible("Small print");
        fill("name", BRAND);
        fill("color", "#767676");
        press("Save");
        accessible("Remove the brand");
        see(BRAND);
    }

    /** Looks a user up at the support desk. */
    private static void ofAnAgent() throws Exception {
        String secret = line(service.output(), "client secret: (\\S+)");
        String user = browser.run("import('/ui/lib/session.js').then(own => own.client.session.userId)")
                .asText();
        assertThat(given().noFilters()
                        .baseUri("http://localhost:" + service.apiPort())
                        .auth()
                        .preemptive()
                        .basic("first-client", secret)
                        .contentType("application/json")
                        .body("{\"roles\": [\"support\"]}")
                        .put("/v1/admin/users/" + user + "/roles")
                        .statusCode())
                .isEqualTo(200);
        browser.run("location.reload()");
        follow("Users");
        accessible("Email of the user");
        fill("email", EMAIL);
        press("Search");
        accessible("User since");
        press("Reset second factor");
        accessible("How did you check the identity?");
    }

    private static String line(String text, String pattern) {
        Matcher found = Pattern.compile(pattern).matcher(text);
        assertThat(found.find()).as(pattern).isTrue();
        return found.group(1);
    }

    private static void follow(String link) throws Exception {
        browser.await(
                "(() => { const found = [...document.querySelectorAll('.nav-link')].find(one => one.textContent === "
                        + JSON.writeValueAsString(link) + "); found?.click(); return found !== undefined; })()");
    }

    /** Waits for a text, and looks for violations in both color schemes and on a narrow screen. */
    private static void accessible(String text) throws Exception {
        see(text);
        Reflow.assertFits(browser, text);
        if (browser.text("typeof axe").equals("undefined")) {
            browser.run(axe);
        }
        assertPasses(text, "light", ALL);
        assertPasses(text, "dark", COLORS);
    }

    private static void assertPasses(String text, String scheme, String rules) throws Exception {
        browser.run("document.documentElement.dataset.theme = '" + scheme + "'");
        JsonNode found = browser.run(CHECK.formatted(rules));
        assertThat(found.toPrettyString()).as(text + ", " + scheme).isEqualTo("[ ]");
    }

    private static void see(String text) throws Exception {
        browser.await("document.body.innerText.includes(" + JSON.writeValueAsString(text) + ")");
    }

    private static void fill(String name, String text) throws Exception {
        browser.await("document.querySelector('input[name=" + name + "]') !== null");
        browser.run("document.querySelector('input[name=" + name + "]').value = " + JSON.writeValueAsString(text));
    }

    private static void press(String name) throws Exception {
        browser.await(
                "(() => { const found = [...document.querySelectorAll('button')].find(one => one.textContent.trim() === "
                        + JSON.writeValueAsString(name) + " && one.getAttribute('aria-disabled') !== 'true');"
                        + " found?.click(); return found !== undefined; })()");
    }

    /** What the last mail on the console of the service has. */
    private static String mailed(String pattern) throws Exception {
        for (int tries = 0; tries < 100; tries++) {
            String output = service.output();
            int mail = output.lastIndexOf("To:      " + EMAIL);
            Matcher found = Pattern.compile(pattern).matcher(mail < 0 ? "" : output.substring(mail));
            if (found.find()) {
                return found.group();
            }
            browser.run("new Promise(done => setTimeout(done, 100))");
        }
        throw new AssertionError("No mail on the console");
    }
}
