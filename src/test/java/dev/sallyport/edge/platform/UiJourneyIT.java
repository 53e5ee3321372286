package dev.sallyport.edge.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sallyport.edge.platform.VirtualAuthenticators.Kind;
import dev.sallyport.testing.Api;
import dev.sallyport.testing.Browser;
import dev.sallyport.testing.People;
import dev.sallyport.testing.Screen;
import dev.sallyport.testing.SlowTest;
import dev.sallyport.testing.TotpApp;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.UUID;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Users of the reference pages, in a real browser, with what real users do to pages. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
@SlowTest
class UiJourneyIT {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String HOME = UiSteps.HOME;

    /** What the browser says of refusals that the story is about. */
    private static final Pattern EXPECTED = Pattern.compile("status of 4\\d\\d|ERR_INTERNET_DISCONNECTED");

    @TempDir
    static Path folder;

    private static Replicas replicas;
    private static Browser browser;
    private static Screen screen;
    private static UiSteps steps;

    private String email;

    @BeforeAll
    static void start() throws Exception {
        assumeTrue(Files.isExecutable(Browser.CHROMIUM), "chromium is not installed: see .ci/run");
        replicas = Replicas.running();
        browser = Browser.open(folder.resolve("profile"), "en");
        screen = new Screen(browser);
        steps = new UiSteps(browser, screen);
    }

    @AfterAll
    static void stop() {
        if (browser != null) {
            browser.close();
        }
    }

    /** A user who has never been here. */
    @BeforeEach
    void newcomer() throws Exception {
        email = "ui-" + UUID.randomUUID() + "@example.org";
        Api.createAccount("Acme", email, People.PASSWORD).statusCode(201);
        ObjectNode everything = JSON.createObjectNode().put("origin", ui()).put("storageTypes", "all");
        browser.command("Storage.clearDataForOrigin", everything);
        browser.command("Network.clearBrowserCookies", JSON.createObjectNode());
        browser.complaints().clear();
        browser.open(ui() + "/ui/#/sign-in");
    }

    private static String ui() {
        return replicas.address(0).replace("127.0.0.1", "localhost");
    }

    private static void assertNoFaults() {
        assertThat(browser.complaints())
                .allMatch(complaint -> EXPECTED.matcher(complaint).find());
    }

    private void signIn() throws Exception {
        steps.password(email);
        screen.press("Sign in");
        screen.see("Check your email");
        screen.type("Code from the email", replicas.code(email, 1));
        screen.press("Continue");
        screen.see(HOME);
    }

    private int challenges() {
        return replicas.rows()
                .number(
                        "select count(*) from challenge where user_id = (select id from app_user where email = ?)",
                        email);
    }

    private int change(String sql) {
        return replicas.rows().change(sql + " where user_id = (select id from app_user where email = ?)", email);
    }

    private static String now(TotpApp app) {
        return app.codeAt(Clock.systemUTC().instant());
    }

    private static String next(TotpApp app) {
        return app.codeAt(Clock.systemUTC().instant().plusSeconds(30));
    }

    @Test
    @DisplayName("[FRNT-08] sign-in and set-up, with a double click, reloads, the back button and wrong codes")
    void the_whole_story() throws Exception {
        assumeTrue(Files.isExecutable(UiSteps.SCANNER), "zbarimg is not installed: see .ci/run");
        steps.password(email);
        screen.pressTwice("Sign in");
        screen.see("Check your email");
        assertThat(challenges()).isOne();
        browser.reload();
        screen.see("Check your email");
        screen.type("Code from the email", "000 000");
        screen.press("Continue");
        browser.await("document.body.innerText.includes('4 attempts left')");
        screen.type("Code from the email", replicas.code(email, 1));
        screen.press("Continue");
        screen.see(HOME);
        browser.reload();
        screen.see(HOME);

        steps.beginSetUp();
        final TotpApp given = steps.scan(folder.resolve("screen.png"));
        browser.reload();
        steps.beginApp();
        screen.press("Continue");
        screen.see("Keep your paper key");
        browser.reload();
        screen.see("Set up two-factor sign-in");
        browser.run("history.back()");
        screen.see(HOME);
        steps.beginSetUp();
        TotpApp app = steps.scan(folder.resolve("screen.png"));
        screen.press("Continue");
        screen.see("Keep your paper key");
        screen.press("Continue");
        browser.await("document.body.innerText.includes('Keep the paper key first')");
        steps.keepPaperKey();
        screen.press("Continue");
        screen.see("Enter the code that the app shows");
        screen.type("Code from the app", now(given));
        screen.press("Turn on");
        browser.await("document.body.innerText.includes('This code is not correct')");
        screen.type("Code from the app", now(app));
        screen.pressTwice("Turn on");
        screen.see("Save your recovery codes");
        browser.reload();
        screen.see(HOME);
        assertThat(browser.text("document.body.innerText"))
                .contains("Two-factor sign-in is on")
                .contains("10 of 10 left");

        screen.press("Sign out");
        steps.password(email);
        screen.press("Sign in");
        screen.see("Enter the code from your app");
        browser.run("history.back()");
        browser.await("document.querySelector('h1') !== null");
        browser.reload();
        screen.see("Enter the code from your app");
        screen.type("Code from the app", next(app));
        screen.press("Continue");
        screen.see(HOME);

        assertThat(change("delete from password_credential")).isOne();
        screen.press("Turn off");
        screen.see("Turn two-factor sign-in off?");
        screen.type("Code from the app", "000000");
        screen.press("Turn off");
        browser.await("document.body.innerText.includes('This code is not correct')");
        assertNoFaults();
    }

    @Test
    @DisplayName("[FRNT-01] [FRNT-08] two tabs refresh once, and a sign-out in one is one in both")
    void two_tabs() throws Exception {
        signIn();
        try (Browser other = browser.tab()) {
            Screen beside = new Screen(other);
            other.open(ui() + "/ui/#/two-factor");
            beside.see(HOME);
            assertThat(browser.text("typeof navigator.locks")).isEqualTo("object");
            String generation =
                    "select generation from session where user_id = (select id from app_user where email = ?)";
            int before = replicas.rows().number(generation, email);
            for (Browser tab : new Browser[] {browser, other}) {
                tab.run("{ const real = Date.now; Date.now = () => real() + 360000; }");
            }
            for (Browser tab : new Browser[] {browser, other}) {
                tab.run("void (location.hash = '#/devices')");
            }
            screen.see("Devices");
            beside.see("Devices");
            assertThat(replicas.rows().number(generation, email)).isEqualTo(before + 1);
            screen.press("Sign out");
            beside.see("Sign in");
        }
        assertNoFaults();
    }

    @Test
    @DisplayName("[FRNT-02] [FRNT-08] a page that is offline says so, and the same press works when it is back")
    void offline() throws Exception {
        steps.password(email);
        screen.press("Sign in");
        screen.see("Check your email");
        network(true);
        // The waits between the tries of a request
        browser.run("{ const real = setTimeout; window.setTimeout = (done, ms, ...more) =>"
                + " real(done, ms < 1000 ? ms : ms / 20, ...more); }");
        screen.type("Code from the email", replicas.code(email, 1));
        screen.press("Continue");
        browser.await("document.body.innerText.includes('There is no connection')");
        network(false);
        screen.press("Continue");
        screen.see(HOME);
        assertNoFaults();
    }

    private static void network(boolean offline) throws Exception {
        browser.command("Network.enable", JSON.createObjectNode());
        browser.command(
                "Network.emulateNetworkConditions",
                JSON.createObjectNode()
                        .put("offline", offline)
                        .put("latency", 0)
                        .put("downloadThroughput", -1)
                        .put("uploadThroughput", -1));
    }

    @Test
    @DisplayName("[FRNT-08] a challenge that has expired leads back to the form, which says why")
    void expired() throws Exception {
        steps.password(email);
        screen.press("Sign in");
        screen.see("Check your email");
        String code = replicas.code(email, 1);
        assertThat(change("update challenge set expires_at = created_at")).isOne();
        screen.type("Code from the email", code);
        screen.press("Continue");
        screen.see("Sign in");
        assertThat(browser.text("document.body.innerText")).contains("took too long");
        assertNoFaults();
    }

    @Test
    @DisplayName("[FRNT-08] ten wrong codes lock the second step, and the page says for how long")
    void locked() throws Exception {
        Api.verify(
                        Api.signIn(email, People.PASSWORD, null).extract().path("challengeToken"),
                        "email_code",
                        replicas.code(email, 1))
                .statusCode(200);
        for (int round = 0; round < 2; round++) {
            String challenge =
                    Api.signIn(email, People.PASSWORD, null).extract().path("challengeToken");
            for (int i = 0; i < 5; i++) {
                Api.verify(challenge, "email_code", "000000").statusCode(401);
            }
        }
        steps.password(email);
        screen.press("Sign in");
        screen.see("Check your email");
        screen.type("Code from the email", "000000");
        screen.press("Continue");
        screen.see("Please wait a moment");
        assertThat(screen.text("timer", "Time left")).matches("1[45]:\\d\\d");
        assertNoFaults();
    }

    @Test
    @DisplayName("[PASK-10] [FRNT-08] a passkey is made, signs in alone, and is offered in the form")
    void passkey() throws Exception {
        VirtualAuthenticators authenticators = new VirtualAuthenticators(browser);
        String withoutAutofill = withoutAutofill();
        String plugged = null;
        try {
            signIn();
            plugged = authenticators.plugIn(Kind.PLATFORM);
            makePasskey();
            assertThat(authenticators.credentials(plugged)).hasSize(1);
            screen.press("Sign out");
            screen.see("Sign in");
            screen.press("Sign in with a passkey");
            screen.see(HOME);
            assertThat(browser.text("document.body.innerText")).contains("Two-factor sign-in is on");
            assertThat(browser.text("typeof PublicKeyCredential.parseRequestOptionsFromJSON"))
                    .isEqualTo("undefined");
            screen.press("Sign out");
            screen.see("Sign in");
            browser.reload();
            screen.press("Sign in with a passkey");
            screen.see(HOME);
            screen.press("Sign out");
            screen.see("Sign in");
        } finally {
            browser.command(
                    "Page.removeScriptToEvaluateOnNewDocument",
                    JSON.createObjectNode().put("identifier", withoutAutofill));
        }
        try {
            // Nothing is pressed: the authenticator answers for the user who chooses the passkey in the field.
            browser.reload();
            screen.see(HOME);
        } finally {
            authenticators.unplug(plugged);
        }
        assertNoFaults();
    }

    private static void makePasskey() throws Exception {
        screen.press("Turn on");
        screen.see("Set up two-factor sign-in");
        screen.press(UiSteps.PASSKEY);
        steps.keepPaperKey();
        // A browser that lacks what the newest ones have.
        browser.run("delete PublicKeyCredential.parseCreationOptionsFromJSON");
        browser.run("delete PublicKeyCredential.parseRequestOptionsFromJSON");
        screen.press("Create a passkey");
        steps.keepCodes();
    }

    /**
     * A virtual authenticator answers the autofill at once, and the user would be in before the button is pressed.
     *
     * @return the script's identifier; an empty page has no such credentials, and the next test may meet one
     */
    private static String withoutAutofill() throws Exception {
        String off = "if (globalThis.PublicKeyCredential)"
                + " PublicKeyCredential.isConditionalMediationAvailable = async () => false";
        String identifier = browser.command(
                        "Page.addScriptToEvaluateOnNewDocument",
                        JSON.createObjectNode().put("source", off))
                .path("identifier")
                .asText();
        browser.run(off);
        return identifier;
    }
}
