package dev.sallyport.sessions.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.edge.http.RawHttp;
import dev.sallyport.testing.Api;
import dev.sallyport.testing.People;
import dev.sallyport.testing.Person;
import dev.sallyport.testing.SallyportResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A proxy asks with the headers of the request that it is about, and makes an error of anything but 200 and 401. */
@QuarkusTest
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class ForwardAuthTest {

    private static final String PATH = "/v1/forward-auth";

    @TestHTTPResource
    URL service;

    @Inject
    People people;

    private RawHttp.Answer ask(String method, String target, String token, String headers, String body)
            throws IOException {
        String authorization = token == null ? "" : "Authorization: Bearer " + token + "\r\n";
        return new RawHttp(service.getPort())
                .send(method + " " + target + " HTTP/1.1\r\nHost: localhost\r\n" + "Connection: close\r\n"
                        + authorization + headers + "\r\n" + body);
    }

    private void assertAnswered(String method, String target, String headers, String body) throws IOException {
        assertAnswered(people.signedIn(), method, target, headers, body);
    }

    private void assertAnswered(Person ada, String method, String target, String headers, String body)
            throws IOException {
        RawHttp.Answer answer = ask(method, target, ada.accessToken, headers, body);
        assertThat(answer.status())
                .as("%s %s %s %s", method, target, headers, answer.text())
                .isEqualTo(200);
        assertThat(answer.text()).containsIgnoringCase("X-Auth-User: " + ada.userId);
        for (String token : new String[] {null, "x"}) {
            RawHttp.Answer refused = ask(method, target, token, headers, body);
            assertThat(refused.status()).as(refused.text()).isEqualTo(401);
            assertThat(refused.text()).doesNotContainIgnoringCase("X-Auth-User");
        }
    }

    @ParameterizedTest(name = "[API-04] {0} is asked as GET is")
    @ValueSource(strings = {"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "PROPFIND", "FOO"})
    void methods(String method) throws IOException {
        assertAnswered(method, PATH, "", "");
    }

    @ParameterizedTest(name = "[API-04] {0} changes nothing")
    @ValueSource(
            strings = {
                "Accept: text/html",
                "Accept: image/avif;q=x",
                "Accept: /",
                "Accept:",
                "Accept: application/json;q=0",
                "Accept-Language: ;;;",
                "Accept-Encoding: br;q=1.0, gzip;q=0.8, *;q=0",
                "Content-Type: multipart/form-data; boundary=x",
                "Content-Type: nonsense",
                "Content-Encoding: gzip",
                "Content-Encoding: br\r\nContent-Length: 0",
                "Expect: 100-continue",
                "Expect: something",
                "Cookie: a=b; c=\"d; __Host-sallyport-refresh=x",
                "Sallyport-Cookies: 1\r\nOrigin: https://evil.test\r\nSec-Fetch-Site: cross-site",
                "If-None-Match: *",
                "If-Match: \"x\"",
                "Range: bytes=0-1",
                "Upgrade: websocket\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13",
                "Origin: https://other.test\r\nAccess-Control-Request-Method: PUT",
                "X-HTTP-Method-Override: DELETE",
                "X-Forwarded-Method: POST\r\nX-Forwarded-Uri: /a?b=c&b=d\r\nX-Forwarded-Host: evil.test"
            })
    void headers(String header) throws IOException {
        Person ada = people.signedIn();
        for (String method : List.of("GET", "POST", "OPTIONS")) {
            assertAnswered(ada, method, PATH, header + "\r\n", "");
        }
    }

    @Test
    @DisplayName("[API-04] a body changes nothing, whether it comes or not, and however long it is said to be")
    void bodies() throws IOException {
        Person ada = people.signedIn();
        String large = "x".repeat(100_000);
        for (String method : List.of("GET", "PUT")) {
            assertAnswered(ada, method, PATH, "Content-Type: application/json\r\nContent-Length: 1\r\n", "{");
            assertAnswered(ada, method, PATH, "Content-Length: 100000\r\n", large);
            assertAnswered(ada, method, PATH, "Content-Length: 9000000000\r\n", "");
            assertAnswered(
                    ada, method, PATH, "Content-Length: 50\r\nContent-Encoding: gzip\r\nExpect: 100-continue\r\n", "");
            assertAnswered(ada, method, PATH, "Transfer-Encoding: chunked\r\n", "2\r\n{}\r\n0\r\n\r\n");
            assertAnswered(ada, method, PATH, "Transfer-Encoding: chunked\r\n", "");
        }
    }

    @Test
    @DisplayName("[API-04] long cookies and odd queries change nothing")
    void cookies_and_queries() throws IOException {
        Person ada = people.signedIn();
        assertAnswered(ada, "GET", PATH, "Cookie: a=" + "b".repeat(25_000) + "\r\n", "");
        for (String query : List.of("a=b&a=c", "x=%00", "a=" + "b".repeat(5000), "x=%0d%0a", "/../..", "?")) {
            assertAnswered(ada, "GET", PATH + "?" + query, "", "");
        }
    }

    @Test
    @DisplayName("[API-04] a credential of another kind, and two at once, are 401")
    void other_credentials() throws IOException {
        Person ada = people.signedIn();
        String client = Base64.getEncoder()
                .encodeToString((SallyportResource.CLIENT_ID + ":" + SallyportResource.CLIENT_SECRET)
                        .getBytes(StandardCharsets.UTF_8));
        String token = Api.form("grant_type", "client_credentials")
                .auth()
                .preemptive()
                .basic(SallyportResource.CLIENT_ID, SallyportResource.CLIENT_SECRET)
                .post("/oauth2/token")
                .jsonPath()
                .getString("access_token");
        assertThat(token).isNotBlank();
        for (String authorization : List.of(
                "Basic " + client,
                "Basic dXNlcjpwYXNz",
                "Basic",
                "Bearer " + token,
                "Bearer sp_en_x",
                "Bearer",
                "Digest username=\"a\"",
                "Negotiate abc",
                "Bearer " + ada.accessToken + "\r\nAuthorization: Basic " + client,
                "Basic " + client + "\r\nAuthorization: Bearer " + ada.accessToken)) {
            RawHttp.Answer answer = ask("GET", PATH, null, "Authorization: " + authorization + "\r\n", "");
            assertThat(answer.status()).as(authorization).isEqualTo(401);
            assertThat(answer.text()).doesNotContainIgnoringCase("X-Auth-User");
        }
    }

    @Test
    @DisplayName("[API-07] a body that is not read is never taken for another request")
    void a_body_is_no_request() throws IOException {
        Person ada = people.signedIn();
        String inside = "GET /v1/test/worker HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n";
        RawHttp.Answer answer = new RawHttp(service.getPort())
                .send("POST " + PATH + " HTTP/1.1\r\nHost: localhost\r\n" + "Authorization: Bearer " + ada.accessToken
                        + "\r\nContent-Length: " + inside.length() + "\r\n\r\n" + inside);
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.text().split("HTTP/1.1 ", -1)).as(answer.text()).hasSize(2);
    }
}
