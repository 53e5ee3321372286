package dev.sallyport.edge.platform;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.sallyport.edge.platform.Replicas.Guest;
import dev.sallyport.testing.Api;
import dev.sallyport.testing.Browser;
import dev.sallyport.testing.People;
import dev.sallyport.testing.Ports;
import dev.sallyport.testing.SallyportResource;
import dev.sallyport.testing.SlowTest;
import dev.sallyport.testing.TotpApp;
import io.restassured.specification.RequestSpecification;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The examples, each started by its script, with the packaged service. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
@SlowTest
class ExamplesIT {

    private static final Path EXAMPLES = Path.of("src", "examples");

    /** How long a revocation may take: JavaClientIT, beside which nothing runs, holds the two seconds. */
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    @TempDir
    static Path folder;

    private static Replicas replicas;

    @BeforeAll
    static void start() throws IOException {
        assumeTrue(FrontEndClientIT.hasNode(), "Node 20.3 or later is not installed");
        replicas = Replicas.running();
    }

    private static RequestSpecification asking(String token) {
        return given().header("Authorization", "Bearer " + token);
    }

    /** A user with an app, whose session has two factors. */
    private static String withTwoFactors(Guest guest) {
        var pending = Api.startEnrollment(guest.accessToken())
                .statusCode(201)
                .extract()
                .jsonPath();
        String code = new TotpApp(pending.getString("secret"))
                .codeAt(Clock.systemUTC().instant());
        return Api.confirm(guest.accessToken(), pending.getString("id"), code)
                .statusCode(200)
                .extract()
                .path("signIn.accessToken");
    }

    @Test
    @DisplayName("[FRNT-07] the backend in Node takes tokens by the keys, and asks the service where it matters")
    void a_backend_in_node() throws IOException {
        Path modules = Path.of("target", "node", "node_modules");
        assumeTrue(Files.isDirectory(modules.resolve("jose")), "jose is not installed: see .ci/run");
        Path home = Files.createDirectory(folder.resolve("node"));
        for (String file : new String[] {"server.mjs", "package.json", "start"}) {
            Files.copy(EXAMPLES.resolve("node").resolve(file), home.resolve(file), StandardCopyOption.COPY_ATTRIBUTES);
        }
        Files.createSymbolicLink(home.resolve("node_modules"), modules.toAbsolutePath());
        try (StartedProgram backend = StartedProgram.start(home.resolve("start"), settings("0", folder))) {
            assertChecksTokens(backend);
            asking("x")
                    .get(backend.address("/orders"))
                    .then()
                    .header("WWW-Authenticate", containsString("invalid_token"));
        }
    }

    @Test
    @DisplayName(
            "[FRNT-07] [INTR-14] the backend in Quarkus takes tokens by the keys, asks where it matters, and follows"
                    + " what was revoked")
    void a_backend_in_quarkus() throws IOException {
        Path build = Path.of("target", "examples", "quarkus").toAbsolutePath();
        assumeTrue(Files.isDirectory(build.resolve("quarkus-app")), "The backend is not built: see .ci/run");
        Map<String, String> settings = settings(Integer.toString(Ports.free()), build);
        try (StartedProgram backend = StartedProgram.start(EXAMPLES.resolve("quarkus/start"), settings)) {
            assertChecksTokens(backend);
            assertFollowsRevocations(backend.address("/refunds"));
        }
    }

    private static void assertFollowsRevocations(String refunds) {
        Guest ada = replicas.guest(0, 0);
        given().post(refunds).then().statusCode(401).header("WWW-Authenticate", "Bearer");
        asking(ada.accessToken())
                .post(refunds)
                .then()
                .statusCode(401)
                .contentType("application/problem+json")
                .header("WWW-Authenticate", containsString("acr_values=\"2fa\", max_age=600"));
        String token = withTwoFactors(ada);
        String session = Api.session(token).extract().path("id");
        asking(token).post(refunds).then().statusCode(200).body("session", equalTo(session));
        Api.as(token).post("/v1/sign-out").then().statusCode(204);
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (asking(token).post(refunds).statusCode() == 200) {
            assertThat(System.nanoTime()).isLessThan(end);
        }
        asking(token).post(refunds).then().statusCode(401).header("WWW-Authenticate", containsString("invalid_token"));
    }

    private static Map<String, String> settings(String port, Path build) {
        return Map.of(
                "SALLYPORT",
                replicas.issuer(),
                "CLIENT_ID",
                SallyportResource.CLIENT_ID,
                "CLIENT_SECRET",
                SallyportResource.CLIENT_SECRET,
                "PORT",
                port,
                "BUILD",
                build.toString());
    }

    private static void assertChecksTokens(StartedProgram backend) {
        Guest ada = replicas.guest(0, 0);
        String orders = backend.address("/orders");
        String payments = backend.address("/payments");
        given().get(orders).then().statusCode(401).header("WWW-Authenticate", containsString("Bearer"));
        asking("x").get(orders).then().statusCode(401);
        asking(ada.refreshToken()).get(orders).then().statusCode(401);
        String id = Api.session(ada.accessToken()).extract().path("user.id");
        asking(ada.accessToken()).get(orders).then().statusCode(200).body("user", equalTo(id));
        asking(ada.accessToken())
                .post(payments)
                .then()
                .statusCode(401)
                .header("WWW-Authenticate", containsString("acr_values=\"2fa\""));

        String token = withTwoFactors(ada);
        asking(token).post(payments).then().statusCode(200).body("user", equalTo(id));
        Api.as(token).post("/v1/sign-out").then().statusCode(204);
        asking(token).post(payments).then().statusCode(401);
        asking(token).get(orders).then().statusCode(200); // until the token expires: it did not ask
    }

    @Test
    @DisplayName("[FRNT-07] nginx serves the members' files to users who are signed in, and the page signs them in")
    void a_static_page_behind_nginx() throws Exception {
        assumeTrue(Nginx.isInstalled(), "nginx is not installed: see .ci/run");
        Guest ada = replicas.guest(0, 0);
        Map<String, String> environment =
                Map.of("SALLYPORT", replicas.issuer(), "PORT", Integer.toString(Ports.free()));
        try (StartedProgram nginx = StartedProgram.start(EXAMPLES.resolve("nginx/start"), environment)) {
            String news = nginx.address("/members/news.json");
            given().get(nginx.address("/")).then().statusCode(200).contentType(containsString("text/html"));
            given().get(news).then().statusCode(401);
            asking(ada.accessToken())
                    .get(news)
                    .then()
                    .statusCode(200)
                    .header("Cache-Control", "no-store")
                    .body("news", equalTo("The gate is open."));
            Api.as(ada.accessToken()).post("/v1/sign-out").then().statusCode(204);
            asking(ada.accessToken()).get(news).then().statusCode(401);

            assumeTrue(Files.isExecutable(Browser.CHROMIUM), "chromium is not installed: see .ci/run");
            String email = newcomer();
            try (Browser browser = Browser.open(folder.resolve("nginx-profile"), "en")) {
                browser.open(nginx.address("/"));
                fill(browser, "email", email);
                fill(browser, "password", People.PASSWORD);
                press(browser, "Sign in");
                browser.await("!document.querySelector('[name=code]').parentElement.hidden");
                fill(browser, "code", replicas.code(email, 1));
                press(browser, "Sign in");
                browser.await("document.querySelector('output').textContent === 'The gate is open.'");
                browser.open(nginx.address("/"));
                browser.await("document.querySelector('output').textContent === 'The gate is open.'");
            }
        }
    }

    @Test
    @DisplayName("[FRNT-07] the page on another origin signs in, sets up an app, steps up and signs out")
    void a_page_on_another_origin() throws Exception {
        assumeTrue(Files.isExecutable(Browser.CHROMIUM), "chromium is not installed: see .ci/run");
        Map<String, String> environment = Map.of("PORT", Integer.toString(replicas.pagePort()));
        String email = newcomer();
        try (StartedProgram page = StartedProgram.start(EXAMPLES.resolve("page/start"), environment);
                Browser browser = Browser.open(folder.resolve("page-profile"), "en")) {
            browser.open(page.address("/?sallyport=" + replicas.issuer().replace("127.0.0.1", "localhost")));
            browser.await("document.querySelector('[name=email]') !== null");
            fill(browser, "email", email);
            fill(browser, "password", "wrong");
            press(browser, "Sign in");
            browser.await("document.querySelector('[role=alert]').textContent.includes('not correct')");
            fill(browser, "email", email);
            fill(browser, "password", People.PASSWORD);
            press(browser, "Sign in");
            browser.await("document.querySelector('[name=code]') !== null");
            browser.reload();
            browser.await("document.querySelector('[name=code]') !== null");
            fill(browser, "code", replicas.code(email, 1));
            press(browser, "Continue");
            browser.await("document.querySelector('main').textContent.includes('" + email + ": 1fa')");
            press(browser, "Set up two-factor sign-in");
            press(browser, "Begin");
            browser.await("document.querySelector('img') !== null");
            TotpApp app = new TotpApp(browser.text("document.querySelector('code').textContent.replaceAll(' ', '')"));
            fill(browser, "code", app.codeAt(Clock.systemUTC().instant()));
            press(browser, "Confirm");
            browser.await("document.querySelector('h1').textContent === 'Save these codes'");
            String codes = browser.text("document.querySelector('pre').textContent");
            assertThat(codes.lines()).hasSize(10);
            press(browser, "I saved them");
            browser.await("document.querySelector('main').textContent.includes('" + email + ": 2fa')");

            replicas.rows()
                    .change(
                            "update session set auth_time = auth_time - interval '1 hour' where user_id ="
                                    + " (select id from app_user where email = ?)",
                            email);
            browser.reload();
            browser.await("document.querySelector('main').textContent.includes('" + email + ": 2fa')");
            press(browser, "New recovery codes");
            browser.await("document.querySelector('dialog').open");
            browser.run("document.querySelector('dialog [name=method]').value = 'recovery_code'");
            browser.run("document.querySelector('dialog [name=code]').value = '"
                    + codes.lines().findFirst().orElseThrow() + "'");
            browser.run("document.querySelector('dialog button').click()");
            browser.await("document.querySelector('h1').textContent === 'Save these codes'");
            assertThat(browser.text("document.querySelector('pre').textContent").lines())
                    .hasSize(10);
            press(browser, "I saved them");
            press(browser, "Sign out");
            browser.await("document.querySelector('[name=email]') !== null");
            assertThat(browser.complaints()).allMatch(complaint -> complaint.contains("status of 40"));
        }
    }

    private static String newcomer() {
        String email = "example-" + UUID.randomUUID() + "@example.org";
        Api.createAccount("Acme", email, People.PASSWORD).statusCode(201);
        return email;
    }

    private static void fill(Browser browser, String field, String value) throws Exception {
        browser.run("document.querySelector('[name=" + field + "]').value = '" + value + "'");
    }

    /** Presses the button with this text, once it is there. */
    private static void press(Browser browser, String text) throws Exception {
        String button = "[...document.querySelectorAll('button')].find(each => each.textContent === '" + text + "')";
        browser.await(button + " !== undefined");
        browser.run(button + ".click()");
    }
}
