package dev.sallyport.edge.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sallyport.testing.Api;
import dev.sallyport.testing.Browser;
import dev.sallyport.testing.People;
import dev.sallyport.testing.Screen;
import dev.sallyport.testing.SlowTest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
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

/** An owner in the settings of an account, in a real browser. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
@SlowTest
class UiAccountIT {

    private static final ObjectMapper JSON = new ObjectMapper();

    /** A refusal that the story is about: a color, a password that must be another. */
    private static final Pattern EXPECTED = Pattern.compile("status of 4(0[013]|22)");

    @TempDir
    static Path folder;

    private static Replicas replicas;
    private static Browser browser;
    private static Screen screen;
    private static UiSteps steps;

    private String email;
    private String account;

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

    /** An owner who has never been here. */
    @BeforeEach
    void newcomer() throws Exception {
        email = "ui-" + UUID.randomUUID() + "@example.org";
        account = Api.createAccount("Acme", email, People.PASSWORD)
                .statusCode(201)
                .extract()
                .path("id");
        ObjectNode everything = JSON.createObjectNode().put("origin", ui()).put("storageTypes", "all");
        browser.command("Storage.clearDataForOrigin", everything);
        browser.command("Network.clearBrowserCookies", JSON.createObjectNode());
        browser.complaints().clear();
        browser.open(ui() + "/ui/");
    }

    private static String ui() {
        return replicas.address(0).replace("127.0.0.1", "localhost");
    }

    private void signIn() throws Exception {
        steps.password(email);
        screen.press("Sign in");
        screen.see("Check your email");
        screen.type("Code from the email", replicas.code(email, 1));
        screen.press("Continue");
        screen.see(UiSteps.HOME);
    }

    private void settings(String page) throws Exception {
        browser.run("void (location.hash = '#/account/" + account + "/" + page + "')");
    }

    private static String style(String property) throws Exception {
        return browser.text("getComputedStyle(document.querySelector('form .button-primary'))." + property);
    }

    @Test
    @DisplayName("[N6] [FRNT-08] an owner chooses a brand, its pages have it, and the first visit complains of nothing")
    void a_brand() throws Exception {
        screen.see("Sign in");
        assertThat(browser.complaints()).isEmpty();
        signIn();
        settings("brand");
        screen.see("Brand");
        final String before = style("backgroundColor");
        screen.type("Name", "Käsehaus");
        screen.type("Color", "#ffcc00");
        browser.await("document.body.innerText.includes('White text cannot be read on this color')");
        screen.press("Save");
        browser.await("document.querySelector('[name=color]').getAttribute('aria-invalid') === 'true'");
        screen.type("Color", "#7a1fa2");
        screen.type("Address of the logo", "javascript:alert(1)");
        screen.press("Save");
        browser.await("document.querySelector('[name=logo]').getAttribute('aria-invalid') === 'true'");
        screen.type("Address of the logo", "https://tracker.test/logo.png");
        screen.press("Save");
        screen.see("button", "Remove the brand");
        assertThat(style("backgroundColor")).isEqualTo("rgb(122, 31, 162)").isNotEqualTo(before);
        assertThat(browser.text("document.title")).isEqualTo("Brand · Käsehaus");
        browser.reload();
        screen.see("link", "Käsehaus");
        settings("members");
        screen.see("Members");
        assertThat(browser.text("document.querySelector('header .brand').innerText"))
                .contains("Käsehaus");

        settings("brand");
        screen.press("Remove the brand");
        screen.see("Remove the brand?");
        browser.run("document.querySelector('dialog .button-danger').click()");
        screen.see("link", "Sallyport");
        assertThat(style("backgroundColor")).isEqualTo(before);
        assertThat(browser.complaints())
                .as("nothing is loaded from the logo's server")
                .allMatch(complaint -> EXPECTED.matcher(complaint).find());
    }

    @Test
    @DisplayName("[N6] a user of two accounts sees a brand on the pages of its account alone")
    void two_accounts() throws Exception {
        String other = Api.createAccount("Other", "x" + email, People.PASSWORD)
                .extract()
                .path("id");
        brand(account, "Käsehaus");
        brand(other, "Brotwerk");
        signIn();
        screen.see("link", "Käsehaus");
        join(other, email);
        browser.reload();
        screen.see("link", "Sallyport");
        settings("members");
        screen.see("link", "Käsehaus");
        browser.run("void (location.hash = '#/devices')");
        screen.see("link", "Sallyport");
    }

    private static void brand(String account, String name) {
        Api.asClient()
                .body(Api.body("brand", Api.body("name", name)))
                .patch("/v1/accounts/{id}", account)
                .then()
                .statusCode(200);
    }

    private static void join(String account, String email) {
        replicas.rows()
                .change(
                        "insert into membership (user_id, account_id, role, created_at)"
                                + " select id, ?::uuid, 'member', now() from app_user where email = ?",
                        account,
                        email);
    }

    @Test
    @DisplayName("[FRNT-08] an owner requires new passwords, and the next sign-in says so and leads to a link")
    void new_passwords() throws Exception {
        signIn();
        settings("members");
        screen.see("New passwords");
        screen.press("Require a new password");
        screen.see("Require a new password of all members?");
        browser.run("document.querySelector('dialog .button-danger').click()");
        browser.await("document.body.innerText.includes('A new password is required')");
        screen.press("Sign out");
        steps.password(email);
        screen.press("Sign in");
        screen.see("Set a new password");
        screen.press("Get a link by email");
        screen.see("button", "Send the link");
        assertThat(browser.text("document.querySelector('[name=email]').value")).isEqualTo(email);
        assertThat(browser.complaints())
                .allMatch(complaint -> EXPECTED.matcher(complaint).find());
    }

    @Test
    @DisplayName("[FRNT-08] a link that is no longer valid says what to do, and offers nothing to press")
    void a_link_that_is_over() throws Exception {
        browser.open(ui() + "/v1/invitations/accept#sp_iv_unknown");
        screen.press("Accept");
        browser.await("document.body.innerText.includes('This invitation is no longer valid. Ask for a new one.')");
        assertThat(screen.has("button", "Accept")).isFalse();
        assertThat(browser.text("document.body.innerText")).doesNotContain("You will become a member");
    }

    /** Notes what pages send from now on. */
    private static void listen() throws Exception {
        browser.run("{ const real = window.fetch; window.sent = '';"
                + " window.fetch = (...all) => { window.sent += all[1]?.body ?? ''; return real(...all); }; }");
    }

    @Test
    @DisplayName("[D15] who reports by the link of a mail can also lock the sign-in")
    void a_report_with_a_lockdown() throws Exception {
        browser.open(ui() + "/v1/report#sp_nd_unknown");
        screen.see("button", "This was not me");
        listen();
        browser.run("document.querySelector('[name=lockdown]').click()");
        screen.press("This was not me");
        browser.await("document.body.innerText.includes('your sign-in is locked')");
        assertThat(browser.text("window.sent")).isEqualTo("{\"token\":\"sp_nd_unknown\",\"lockdown\":true}");
    }

    @Test
    @DisplayName("[FRNT-08] a deadline keeps its hour when the policy is saved, and a dialog says what happened")
    void what_is_not_changed_stays() throws Exception {
        Api.createAccount("Other", "x" + email, People.PASSWORD).statusCode(201);
        join(account, "x" + email);
        Instant deadline = Instant.now().plus(Duration.ofDays(9)).truncatedTo(ChronoUnit.DAYS);
        signIn();
        replicas.rows()
                .change(
                        "insert into two_factor_policy (account_id, version, required, grace_period_ends_at,"
                                + " enforced_since, trusted_devices_allowed, trusted_device_lifetime, updated_at)"
                                + " values (?::uuid, 1, true, ?::timestamptz, now(), false, 2592000, now())",
                        account,
                        deadline.toString());
        settings("policy");
        screen.see("button", "Show the effect");
        listen();
        screen.press("Show the effect");
        browser.await("window.sent.includes('gracePeriodEndsAt')");
        assertThat(browser.text("window.sent")).contains("\"gracePeriodEndsAt\":\"" + deadline);
        screen.see("The effect of this policy");

        // Another page, as by the browser's "back": the dialog does not cover it.
        settings("members");
        screen.see("Members");
        screen.press("Change: x" + email);
        screen.press("Sign out everywhere");
        browser.await("document.querySelector('dialog .toasts[role=status] .toast') !== null");
    }
}
