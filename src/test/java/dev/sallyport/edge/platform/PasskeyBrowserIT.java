package dev.sallyport.edge.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sallyport.edge.platform.Replicas.Guest;
import dev.sallyport.edge.platform.VirtualAuthenticators.Kind;
import dev.sallyport.testing.Api;
import dev.sallyport.testing.Browser;
import dev.sallyport.testing.People;
import dev.sallyport.testing.SlowTest;
import dev.sallyport.testing.Tokens;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The browser code of the front-end guide, in a real browser with authenticators of several kinds. */
@SlowTest
class PasskeyBrowserIT {

    private static final Pattern GUIDE = Pattern.compile("(?s)## Passkeys.*?```js\\n(.*?)```");

    @TempDir
    static Path profile;

    private static Replicas replicas;
    private static Browser browser;
    private static VirtualAuthenticators authenticators;
    private static String script;

    private Guest guest;
    private String plugged;

    @BeforeAll
    static void start() throws Exception {
        assumeTrue(Files.isExecutable(Browser.CHROMIUM), "chromium is not installed: see .ci/run");
        Matcher guide = GUIDE.matcher(Files.readString(Path.of("src/site/markdown/front-end.md")));
        assertThat(guide.find()).isTrue();
        script = guide.group(1) + "\nwindow.letTheUserSave = key => { window.saved = key; };";
        replicas = Replicas.running();
        browser = Browser.open(profile, "en");
        authenticators = new VirtualAuthenticators(browser).withoutPolicies();
    }

    @AfterAll
    static void stop() {
        if (browser != null) {
            browser.close();
        }
    }

    @BeforeEach
    void signIn() throws Exception {
        guest = replicas.guest(0, 0);
        open("localhost", 0);
    }

    /**
     * Opens a page of the service, and defines there what the guide's script defines. Any page of the origin would do.
     */
    private static void open(String host, int replica) throws Exception {
        browser.open(replicas.address(replica).replace("127.0.0.1", host) + "/.well-known/webauthn");
        browser.run(script);
    }

    @AfterEach
    void unplug() throws Exception {
        if (plugged != null) {
            authenticators.unplug(plugged);
        }
    }

    private JsonNode add() throws Exception {
        return browser.run("addPasskey('" + guest.accessToken() + "', 'Ring')");
    }

    private JsonNode use() throws Exception {
        return browser.run("usePasskey('" + challenge() + "')");
    }

    /** The problem that the guide's script throws. */
    private JsonNode refusal(String call) throws Exception {
        return browser.run(call + ".catch(problem => problem)");
    }

    private String challenge() {
        return Api.read(Api.signIn(guest.email(), People.PASSWORD, null).statusCode(200))
                .path("challengeToken")
                .asText();
    }

    private static List<String> amr(JsonNode signedIn) {
        List<String> values = new ArrayList<>();
        Tokens.claims(signedIn.path("accessToken").asText()).path("amr").forEach(value -> values.add(value.asText()));
        return values;
    }

    @Test
    @DisplayName("[PASK-10] a platform authenticator is set up, answers the second step, and signs in alone")
    void platform() throws Exception {
        plugged = authenticators.plugIn(Kind.PLATFORM);
        JsonNode made = add();
        assertThat(made.path("recoveryCodes")).as(made.toString()).hasSize(10);
        assertThat(browser.run("window.saved").asText()).hasSize(64);
        assertThat(authenticators.credentials(plugged))
                .singleElement()
                .satisfies(credential -> assertThat(
                                credential.path("isResidentCredential").asBoolean())
                        .isTrue());

        JsonNode second = use();
        assertThat(second.path("status").asText()).as(second.toString()).isEqualTo("signed_in");
        assertThat(amr(second)).contains("pwd", "user", "mfa");
        JsonNode alone = browser.run("usePasskey()");
        assertThat(alone.path("status").asText()).as(alone.toString()).isEqualTo("signed_in");
        assertThat(amr(alone)).contains("user", "mfa").doesNotContain("pwd");
        assertThat(Tokens.claims(alone.path("accessToken").asText()).path("acr").asText())
                .isEqualTo("2fa");

        guest = new Guest(guest.email(), alone.path("accessToken").asText(), "", "");
        assertThat(add().path("thrown").asText()).contains("InvalidStateError"); // excludeCredentials
    }

    @Test
    @DisplayName("[PASK-10] a security key without a PIN answers the second step, and does not sign in alone")
    void roaming() throws Exception {
        plugged = authenticators.plugIn(Kind.ROAMING);
        JsonNode made = add();
        assertThat(made.path("backedUp").asBoolean(true)).as(made.toString()).isFalse();

        JsonNode second = use();
        assertThat(second.path("status").asText()).as(second.toString()).isEqualTo("signed_in");
        assertThat(amr(second)).containsExactly("pwd", "hwk", "mfa");
        assertThat(browser.run("usePasskey()").path("thrown").asText()).contains("NotAllowedError");
    }

    @Test
    @DisplayName("[PASK-07] [PASK-10] a copy of a key whose counter is behind is refused, and recorded")
    void cloned() throws Exception {
        plugged = authenticators.plugIn(Kind.ROAMING);
        JsonNode made = add();
        assertThat(use().path("status").asText()).as(made.toString()).isEqualTo("signed_in");
        JsonNode credential = authenticators.credentials(plugged).get(0);
        authenticators.unplug(plugged);
        plugged = authenticators.plugIn(Kind.ROAMING);
        authenticators.copy(credential, plugged, 0);

        JsonNode refused = refusal("usePasskey('" + challenge() + "')");
        assertThat(refused.path("type").asText()).as(refused.toString()).endsWith("invalid-code");
        assertThat(replicas.rows()
                        .number(
                                "select count(*) from audit_event where type = 'passkey_counter_went_back'"
                                        + " and details ->> 'authenticator' = ?",
                                made.path("id").asText()))
                .isOne();
    }

    @Test
    @DisplayName("[PASK-03] [PASK-10] a page of another origin gets nothing that the service accepts")
    void otherOrigins() throws Exception {
        plugged = authenticators.plugIn(Kind.PLATFORM);
        open("localhost", 1);
        JsonNode refused = refusal("addPasskey('" + guest.accessToken() + "', 'Ring')");
        assertThat(refused.path("type").asText()).as(refused.toString()).endsWith("invalid-credential");
        open("127.0.0.1", 0);
        assertThat(add().path("thrown").asText()).contains("SecurityError");
    }
}
