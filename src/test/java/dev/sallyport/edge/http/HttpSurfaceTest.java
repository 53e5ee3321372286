package dev.sallyport.edge.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@DisplayName("The HTTP surface")
class HttpSurfaceTest {

    private static final String ECHO = "/v1/test/echo";
    private static final String PROTECTED = "/v1/test/user";
    private static final String JSON = "Content-Type: application/json";
    private static final byte[] BODY = "{\"text\":\"a\"}".getBytes(StandardCharsets.UTF_8);

    @TestHTTPResource
    URL service;

    private RawHttp http;

    @BeforeEach
    void connect() {
        http = new RawHttp(service.getPort());
    }

    private static void assertProblem(RawHttp.Answer answer, int status, String slug) {
        assertThat(answer.status()).as(answer.text()).isEqualTo(status);
        assertThat(answer.header("Content-Type").orElse("none")).startsWith("application/problem+json");
        String id = answer.header("X-Request-Id").orElseThrow();
        assertThat(answer.body())
                .contains("\"type\":\"urn:sallyport:problem:" + slug + "\"", "\"status\":" + status, "\"title\":\"")
                .contains("\"instance\":\"urn:uuid:" + id + "\"")
                .containsPattern("\"detail\":\"[^\"]+")
                .doesNotContainPattern("Exception|at [a-z]+\\.|SQL|quarkus|vertx|hibernate|postgres");
        assertStandingHeaders(answer);
    }

    private static void assertStandingHeaders(RawHttp.Answer answer) {
        assertThat(answer.header("X-Content-Type-Options")).contains("nosniff");
        assertThat(answer.header("Referrer-Policy")).contains("no-referrer");
        assertThat(answer.header("Strict-Transport-Security")).contains("max-age=31536000");
        assertThat(answer.header("Cross-Origin-Resource-Policy")).contains("same-origin");
        assertThat(answer.header("Content-Security-Policy")).contains("default-src 'none'; frame-ancestors 'none'");
        assertThat(answer.header("Server")).isEmpty();
    }

    @ParameterizedTest(name = "[API-04] {0} {1} is the problem {2} {3}")
    @CsvSource({
        "GET, /nowhere, 404, no-such-path",
        "GET, /v1/nowhere, 404, no-such-path",
        "GET, /q/nowhere, 404, no-such-path",
        "GET, /v1/test/user, 405, method-not-allowed",
        "GET, /v1/test/client, 401, not-authenticated",
        "GET, /v1/test/unannotated, 401, not-authenticated",
        "GET, /v1/test/fault, 500, internal",
        "GET, /v1/test/outage, 503, unavailable",
        "GET, /v1/test/refusal, 429, too-many-attempts",
        "GET, /v1/test/limited?limit=101, 400, invalid-request",
        "GET, /v1/test/limited?limit=1&limit=2, 400, invalid-request"
    })
    void problems(String method, String target, int status, String slug) throws IOException {
        assertProblem(http.exchange(method, target), status, slug);
    }

    @Test
    @DisplayName("[API-04] what is refused before routing is a problem like any other")
    void problemsBeforeRouting() throws IOException {
        assertProblem(http.exchange("GET", "/v1/session?x=" + "x".repeat(5000)), 414, "uri-too-long");
        assertProblem(http.exchange("GET", "/v1/session", "X: " + "x".repeat(17_000)), 431, "headers-too-large");
        assertProblem(http.post(ECHO, new byte[17 * 1024], JSON), 413, "payload-too-large");
        assertProblem(http.post(ECHO, BODY, JSON, "Content-Encoding: br"), 415, "unsupported-media-type");
        assertProblem(http.exchange("TRACE", ECHO), 405, "method-not-allowed");
    }

    @Test
    @DisplayName("[API-04] carries what a refusal adds: members, Retry-After, the field of a parameter")
    void members() throws IOException {
        RawHttp.Answer refusal = http.exchange("GET", "/v1/test/refusal");
        assertThat(refusal.header("Retry-After")).contains("2");
        assertThat(refusal.body())
                .contains("\"retryAfterSeconds\":2", "\"attemptsLeft\":0", "\"detail\":\"Wait a little.\"");
        assertThat(http.exchange("GET", "/v1/test/outage").header("Retry-After"))
                .contains("5");
        assertThat(http.exchange("GET", "/v1/test/limited?limit=101").body()).contains("\"field\":\"limit\"");
        assertThat(http.exchange("GET", "/v1/test/client").text())
                .contains("WWW-Authenticate: Basic realm=\"sallyport\"", "WWW-Authenticate: Bearer");
        assertThat(http.post(PROTECTED, BODY, JSON).header("WWW-Authenticate")).contains("Bearer");
    }

    @ParameterizedTest(name = "[API-03] an unauthenticated or unauthorised call gets no word about its body: {0}")
    @ValueSource(strings = {"{", "{\"nope\":1}", "[]", "", "{\"text\":null}", "{\"small\":\"123456789\"}"})
    void authorisationFirst(String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        assertProblem(http.post(PROTECTED, bytes, JSON), 401, "not-authenticated");
        assertProblem(http.post(PROTECTED, bytes, JSON, "Authorization: Test other"), 403, "forbidden");
        assertProblem(http.post(PROTECTED, bytes, JSON, "Authorization: Test user"), 400, "invalid-request");
    }

    @Test
    @DisplayName("[API-03] lets the right role in")
    void rightRole() throws IOException {
        assertThat(http.post(PROTECTED, BODY, JSON, "Authorization: Test user").status())
                .isEqualTo(200);
        assertProblem(http.exchange("GET", "/v1/test/unannotated", "Authorization: Test user"), 403, "forbidden");
    }

    @ParameterizedTest(name = "[API-02] {0} does not reach a protected resource")
    @ValueSource(
            strings = {
                "/v1/test/client;x=1",
                "/v1/test/client%3Bx=1",
                "/v1//test/client",
                "//v1/test/client",
                "/v1/./test/client",
                "/v1/x/../test/client",
                "/v1/x/%2e%2e/test/client",
                "/v1%2Ftest%2Fclient",
                "/v1%5Ctest%5Cclient",
                "/v1/test/client/",
                "/V1/TEST/CLIENT",
                "/v1/test/client%00",
                "/v1/test/client%2F",
                "/v1;a=b/test;c/client",
                "http://localhost/v1/test/client",
                "/v1/test/client?",
                "/v1/test/client%20",
                "/v1/test/client%ff",
                "*"
            })
    void pathTricks(String target) throws IOException {
        RawHttp.Answer answer = http.exchange("GET", target);
        assertThat(answer.status()).as(target).isIn(400, 401, 403, 404);
        assertThat(answer.header("Content-Type").orElse("none")).startsWith("application/problem+json");
    }

    @ParameterizedTest(name = "[API-05] the content type {0} is answered {1}")
    @CsvSource({
        "application/json, 200",
        "application/json; charset=utf-8, 200",
        "application/json;charset=\"UTF-8\", 200",
        "application/json; charset=utf-16, 415",
        "application/json; charset=iso-8859-1, 415",
        "text/plain, 415",
        "application/xml, 415",
        "application/x-www-form-urlencoded, 415",
        "multipart/form-data; boundary=x, 415",
        "application/problem+json, 415",
        "application/octet-stream, 415",
        "nonsense, 415",
        "*/*, 415",
        "application/*, 415"
    })
    void contentTypes(String type, int status) throws IOException {
        RawHttp.Answer answer = http.post(ECHO, BODY, "Content-Type: " + type);
        assertThat(answer.status()).as(answer.text()).isEqualTo(status);
        if (status != 200) {
            assertProblem(answer, status, "unsupported-media-type");
        }
    }

    @Test
    @DisplayName("[API-05] refuses a body without a type and a compressed one, and takes a call without a body")
    void bodies() throws IOException {
        assertProblem(http.post(ECHO, BODY), 415, "unsupported-media-type");
        assertProblem(http.post(ECHO, BODY, JSON, "Content-Encoding: gzip"), 415, "unsupported-media-type");
        assertThat(http.post(ECHO, BODY, JSON, "Content-Encoding: identity").status())
                .isEqualTo(200);
        assertProblem(http.post(ECHO, new byte[0], JSON), 400, "invalid-request");
        assertThat(http.post("/v1/test/no-body", new byte[0]).status()).isEqualTo(200);
        assertThat(http.exchange("POST", "/v1/test/no-body").status()).isEqualTo(200);
    }

    @ParameterizedTest(name = "[API-05] {0} is answered 405 with Allow")
    @ValueSource(strings = {"GET", "HEAD", "PUT", "PATCH", "TRACE", "FOO"})
    void methods(String method) throws IOException {
        RawHttp.Answer answer = http.exchange(method, ECHO);
        assertThat(answer.status()).isEqualTo(405);
        assertThat(answer.header("Allow")).contains("DELETE, OPTIONS, POST");
        assertStandingHeaders(answer);
    }

    @Test
    @DisplayName("[API-05] refuses CONNECT and TRACE everywhere, and no header changes the method")
    void strangeMethods() throws IOException {
        assertThat(http.exchange("CONNECT", "localhost:80").status()).isBetween(400, 499);
        assertThat(http.exchange("TRACE", "/q/openapi").status()).isBetween(400, 499);
        assertThat(http.exchange("TRACE", "/nowhere").status()).isBetween(400, 499);
        RawHttp.Answer overridden =
                http.post(ECHO, BODY, JSON, "X-HTTP-Method-Override: DELETE", "X-Method-Override: DELETE");
        assertThat(overridden.status()).isEqualTo(200);
    }

    @Test
    @DisplayName("[API-05] answers OPTIONS and HEAD, and 406 what it cannot produce")
    void optionsAndAccept() throws IOException {
        RawHttp.Answer options = http.exchange("OPTIONS", ECHO);
        assertThat(options.status()).isEqualTo(204);
        assertThat(options.header("Allow")).contains("DELETE, OPTIONS, POST");
        assertProblem(http.exchange("OPTIONS", "/v1/nowhere"), 404, "no-such-path");
        RawHttp.Answer head = http.exchange("HEAD", "/v1/test/worker");
        assertThat(head.status()).isEqualTo(200);
        assertThat(head.body()).isEmpty();
        assertProblem(http.exchange("GET", "/v1/test/worker", "Accept: text/html"), 406, "not-acceptable");
        assertProblem(http.exchange("GET", "/v1/test/worker", "Accept: nonsense"), 406, "not-acceptable");
    }

    @Test
    @DisplayName("[API-08] tells caches to keep nothing under /v1 and /oauth2, and never redirects")
    void caching() throws IOException {
        assertThat(http.exchange("GET", "/v1/test/worker").header("Cache-Control"))
                .contains("no-store");
        assertThat(http.exchange("GET", "/v1/nowhere").header("Cache-Control")).contains("no-store");
        assertThat(http.exchange("GET", "/oauth2/nowhere").header("Cache-Control"))
                .contains("no-store");
        assertThat(http.exchange("GET", "/nowhere").header("Cache-Control")).isEmpty();
        assertStandingHeaders(http.exchange("GET", "/v1/test/worker"));
    }

    @Test
    @DisplayName("[API-08] shows Swagger UI under a policy of its own")
    void swaggerUi() throws IOException {
        RawHttp.Answer page = http.exchange("GET", "/q/swagger-ui/");
        assertThat(page.status()).isEqualTo(200);
        assertThat(page.text()).doesNotContainIgnoringCase("quarkus");
        assertThat(page.header("Content-Security-Policy").orElseThrow())
                .contains("script-src 'self'", "frame-ancestors 'none'");
    }
}
