package dev.sallyport.base.cookie;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.matchesPattern;
import static org.hamcrest.Matchers.nullValue;

import dev.sallyport.edge.http.RawHttp;
import dev.sallyport.testing.AccountPolicies;
import dev.sallyport.testing.Api;
import dev.sallyport.testing.Ceremonies;
import dev.sallyport.testing.Mailbox;
import dev.sallyport.testing.People;
import dev.sallyport.testing.Person;
import dev.sallyport.testing.TestClock;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

/** A page that asks for its refresh and device tokens as cookies. */
@QuarkusTest
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class TokensInCookiesTest {

    private static final long WEEK = Duration.ofDays(7).toSeconds();
    private static final long MONTH = Duration.ofDays(30).toSeconds();

    @TestHTTPResource
    URL service;

    @Inject
    People people;

    @Inject
    Ceremonies ceremonies;

    @Inject
    AccountPolicies accounts;

    @Inject
    Mailbox mailbox;

    @Inject
    TestClock clock;

    private final Page page = new Page();

    private String challengeFor(Person person) {
        String challenge = page.post("/v1/sign-in", "email", person.email, "password", People.PASSWORD)
                .statusCode(200)
                .body("status", equalTo("challenge_required"))
                .extract()
                .path("challengeToken");
        assertThat(page.set).isEmpty();
        return challenge;
    }

    private Person signedIn(Person person) {
        person.accessToken = page.post(
                        "/v1/sign-in/verify",
                        "challengeToken",
                        challengeFor(person),
                        "method",
                        "email_code",
                        "code",
                        mailbox.awaitCode(person.email, 1))
                .statusCode(200)
                .header("Cache-Control", "no-store")
                .body("status", equalTo("signed_in"))
                .body("refreshToken", nullValue())
                .body("refreshExpiresIn", equalTo((int) WEEK))
                .body("deviceToken", nullValue())
                .extract()
                .path("accessToken");
        return person;
    }

    private void refreshIsSet() {
        assertThat(page.set).singleElement().asString().startsWith(Page.REFRESH + "=sp_rt_");
    }

    @Test
    @DisplayName(
            "[WEB-02] [DEVC-05] [RFSH-01] [D6] both tokens are __Host- cookies that no script reads, and nowhere else")
    void a_sign_in_and_its_refresh() {
        Person ada = signedIn(people.newcomer());

        assertThat(page.set)
                .hasSize(2)
                .allSatisfy(cookie ->
                        assertThat(cookie).hasSizeLessThan(4096).doesNotContain("Domain", "=eyJ", ada.accessToken));
        assertThat(page.cookies.get(Page.REFRESH)).matches("sp_rt_[0-9a-f]{32}\\.[0-9a-f]{32}\\.0\\.[A-Za-z0-9_-]{48}");
        assertThat(page.cookies.get(Page.DEVICE)).matches("sp_dt_[0-9a-f]{32}\\.[0-9a-f]{32}\\.0\\.[A-Za-z0-9_-]{48}");
        assertThat(page.lives).containsEntry(Page.REFRESH, WEEK).containsEntry(Page.DEVICE, MONTH);

        clock.advance(Duration.ofMinutes(4));
        String first = page.cookies.get(Page.REFRESH);
        String accessToken = page.refresh(null)
                .statusCode(200)
                .body("refresh_token", nullValue())
                .body("refresh_expires_in", equalTo((int) WEEK))
                .extract()
                .path("access_token");
        refreshIsSet();
        assertThat(page.cookies.get(Page.REFRESH)).isNotEqualTo(first);
        Api.session(accessToken).statusCode(200);
    }

    @Test
    @DisplayName("[D6] [DEVC-05] the device cookie is recognised at the next sign-in, and followed by its successor")
    void the_device_is_recognised() {
        Person ada = signedIn(people.newcomer());
        String first = page.cookies.get(Page.DEVICE);
        clock.advance(Duration.ofDays(1));

        page.post("/v1/sign-in", "email", ada.email, "password", People.PASSWORD)
                .statusCode(200)
                .body("status", equalTo("signed_in"))
                .body("deviceToken", nullValue());

        assertThat(page.set).hasSize(2);
        assertThat(page.cookies.get(Page.DEVICE)).isNotEqualTo(first);
        assertThat(page.lives)
                .containsEntry(Page.DEVICE, MONTH - Duration.ofDays(1).toSeconds());
    }

    @Test
    @DisplayName(
            "[WEB-02] [D6] step-up and enrollment replace the refresh cookie, signing out clears it, and so does its end")
    void every_later_answer() {
        Person ada = signedIn(people.newcomer());
        ada.accessToken = page.postAs(
                        ada.accessToken, "/v1/me/step-up", "method", "password", "password", People.PASSWORD)
                .statusCode(200)
                .body("refreshToken", nullValue())
                .extract()
                .path("accessToken");
        refreshIsSet();

        ceremonies.start(ada);
        String confirm = "/v1/me/authenticators/" + ada.authenticatorId + "/confirm";
        ada.accessToken = page.postAs(ada.accessToken, confirm, "code", ada.app.codeAt(clock.instant()))
                .statusCode(200)
                .body("signIn.refreshToken", nullValue())
                .body("recoveryCodes.size()", equalTo(10))
                .body("signIn.deviceToken", nullValue())
                .extract()
                .path("signIn.accessToken");
        assertThat(page.set)
                .satisfiesExactlyInAnyOrder(
                        cookie -> assertThat(cookie).startsWith(Page.REFRESH + "=sp_rt_"),
                        cookie -> assertThat(cookie).startsWith(Page.DEVICE + "=sp_dt_"));
        String last = page.cookies.get(Page.REFRESH);

        page.postAs(ada.accessToken, "/v1/sign-out").statusCode(204);
        assertThat(page.set).singleElement().asString().startsWith(Page.REFRESH + "=; Max-Age=0;");
        assertThat(page.cookies).doesNotContainKey(Page.REFRESH).containsKey(Page.DEVICE);

        page.cookies.put(Page.REFRESH, last);
        page.refresh(null).statusCode(400).body("error", equalTo("invalid_grant"));
        assertThat(page.set).singleElement().asString().startsWith(Page.REFRESH + "=; Max-Age=0;");
        page.refresh(null).statusCode(400).body("error", equalTo("invalid_request"));
    }

    @Test
    @DisplayName("[D6] who must set a second factor up first gets the device as a cookie too")
    void enrollment_is_required() {
        Person ada = people.newcomer();
        accounts.require(ada.accountId, null);

        page.post(
                        "/v1/sign-in/verify",
                        "challengeToken",
                        challengeFor(ada),
                        "method",
                        "email_code",
                        "code",
                        mailbox.awaitCode(ada.email, 1))
                .statusCode(200)
                .body("status", equalTo("enrollment_required"))
                .body("deviceToken", nullValue())
                .body("enrollmentToken", matchesPattern("sp_en_.+"));

        assertThat(page.cookies).containsOnlyKeys(Page.DEVICE);
    }

    @Test
    @DisplayName("[D6] [RFSH-01] a token in the body wins over its cookie, and without the header there are no cookies")
    void the_body_wins() {
        Person ada = people.signedIn();
        Person eve = signedIn(people.newcomer());
        String sessionOfAda = Api.session(ada.accessToken).extract().path("id");

        String accessToken =
                page.refresh(ada.refreshToken).statusCode(200).extract().path("access_token");
        Api.session(accessToken).body("id", equalTo(sessionOfAda));
        page.post("/v1/sign-in", "email", ada.email, "password", People.PASSWORD, "deviceToken", ada.deviceToken)
                .body("status", equalTo("signed_in"));

        signedInWithoutHeader(ada, page.cookies.get(Page.DEVICE));
        Api.form("grant_type", "refresh_token")
                .header("Cookie", page.header())
                .header("Origin", Page.ownOrigin())
                .post("/oauth2/token")
                .then()
                .statusCode(400)
                .body("error", equalTo("invalid_request"));
        Api.session(eve.accessToken).statusCode(200);
    }

    /** The JSON form is as it was: tokens in the body, no cookie set, and none read. */
    private void signedInWithoutHeader(Person person, String device) {
        Api.json()
                .header("Cookie", page.header())
                .header("Origin", Page.ownOrigin())
                .body(Api.body("email", person.email, "password", People.PASSWORD))
                .post("/v1/sign-in")
                .then()
                .body("status", equalTo("challenge_required"));
        ValidatableResponse answer = Api.signIn(person.email, People.PASSWORD, device)
                .body("status", equalTo("signed_in"))
                .body("refreshToken", matchesPattern("sp_rt_.+"))
                .body("deviceToken", matchesPattern("sp_dt_.+"));
        assertThat(answer.extract().headers().hasHeaderWithName("Set-Cookie")).isFalse();
    }

    @Test
    @DisplayName(
            "[DEVC-05] several cookies of a name, long and odd ones are ignored: the device is not recognised, never a 5xx")
    void odd_cookies_are_none() throws IOException {
        Person ada = signedIn(people.newcomer());
        String device = page.cookies.get(Page.DEVICE);
        String refresh = page.cookies.get(Page.REFRESH);
        Map<String, String> odd = new LinkedHashMap<>();
        odd.put("twice", "%1$s=%2$s; %1$s=%2$s");
        odd.put("twice, in two lines", "%1$s=%2$s\r\nCookie: %1$s=%2$s");
        odd.put("beside a stranger's", "%1$s=x; %1$s=%2$s");
        odd.put("8 KiB", "%1$s=" + "x".repeat(8192));
        odd.put("8 KiB behind ours", "%1$s=%2$s" + "x".repeat(8192));
        odd.put("not ASCII", "%1$s=%2$s\u00e9");
        odd.put("quoted", "%1$s=\"%2$s\"");
        odd.put("without the prefix", "sallyport-device=%2$s; sallyport-refresh=%2$s");
        odd.put("in lower case", "__host-sallyport-device=%2$s; __host-sallyport-refresh=%2$s");
        odd.put("empty", "%1$s=");
        odd.put("no pair", ";;=;%1$s; \t,=%2$s");
        for (Map.Entry<String, String> cookie : odd.entrySet()) {
            RawHttp.Answer signIn = signIn(ada, cookie.getValue().formatted(Page.DEVICE, device));
            assertThat(signIn.status()).as(cookie.getKey()).isEqualTo(200);
            assertThat(signIn.body()).as(cookie.getKey()).contains("challenge_required");
            RawHttp.Answer refreshed = send(
                    "/oauth2/token",
                    "grant_type=refresh_token",
                    "application/x-www-form-urlencoded",
                    cookie.getValue().formatted(Page.REFRESH, refresh));
            assertThat(refreshed.status()).as(cookie.getKey()).isEqualTo(400);
            assertThat(refreshed.body()).as(cookie.getKey()).contains("invalid_request");
        }
        assertThat(signIn(ada, "a=b;" + Page.DEVICE + "=" + device + " ; other=\u00e9")
                        .body())
                .contains("signed_in");
    }

    private RawHttp.Answer signIn(Person person, String cookies) throws IOException {
        String body = "{\"email\":\"%s\",\"password\":\"%s\"}".formatted(person.email, People.PASSWORD);
        return send("/v1/sign-in", body, "application/json", cookies);
    }

    private RawHttp.Answer send(String path, String body, String type, String cookies) throws IOException {
        return new RawHttp(service.getPort())
                .post(
                        path,
                        body.getBytes(StandardCharsets.UTF_8),
                        "Content-Type: " + type,
                        "User-Agent: " + Api.BROWSER,
                        "Sallyport-Cookies: 1",
                        "Sec-Fetch-Site: same-origin",
                        "Cookie: " + cookies);
    }
}
