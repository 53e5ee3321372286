package dev.sallyport.base.cookie;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.matchesPattern;

import dev.sallyport.edge.http.RawHttp;
import dev.sallyport.testing.Api;
import dev.sallyport.testing.People;
import dev.sallyport.testing.Person;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import java.io.IOException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

/** What counts of the cookies and tokens that a request presents. */
@QuarkusTest
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class PresentedCookiesTest extends SignedInPages {

    @TestHTTPResource
    URL service;

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
            "[DEVC-05] several cookies of a name, long and odd ones are ignored: the device is not recognized, never a 5xx")
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
