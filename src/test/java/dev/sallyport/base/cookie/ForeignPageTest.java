package dev.sallyport.base.cookie;

import static dev.sallyport.testing.Ceremonies.refused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.notNullValue;

import dev.sallyport.edge.http.RawHttp;
import dev.sallyport.testing.Api;
import dev.sallyport.testing.Contract;
import dev.sallyport.testing.Contract.Operation;
import dev.sallyport.testing.People;
import dev.sallyport.testing.Person;
import dev.sallyport.testing.Rows;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

/** Pages of other origins, whose browsers hold the user's cookies. What is sent is what browsers send. */
@QuarkusTest
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class ForeignPageTest {

    /** Every operation that gives a browser its tokens, or takes them. */
    private static final Set<String> USING_COOKIES = Set.of(
            "signIn",
            "verifySignIn",
            "signInWithPasskey",
            "signInWithSso",
            "confirmEnrollment",
            "registerPasskey",
            "stepUp",
            "issueToken",
            "signOut");

    private static final List<Map<String, String>> FOREIGN = List.of(
            Map.of(),
            Map.of("Origin", "https://evil.test"),
            Map.of("Origin", "https://app.test.evil.test"),
            Map.of("Origin", "https://evilapp.test"),
            Map.of("Origin", "http://app.test"),
            Map.of("Origin", "https://APP.test"),
            Map.of("Origin", "https://app.test:8443"),
            Map.of("Origin", "null"),
            Map.of("Origin", "null", "Sec-Fetch-Site", "cross-site"),
            Map.of("Origin", "https://evil.test", "Sec-Fetch-Site", "cross-site"),
            Map.of("Origin", "https://neighbor.localhost", "Sec-Fetch-Site", "same-site"),
            Map.of("Sec-Fetch-Site", "cross-site"),
            Map.of("Sec-Fetch-Site", "none"),
            Map.of("Referer", "http://localhost/"));

    @TestHTTPResource
    URL service;

    @Inject
    People people;

    @Inject
    Rows rows;

    private static RequestSpecification asking(RequestSpecification request, Map<String, String> headers) {
        return request.headers(headers).header("Sallyport-Cookies", "1");
    }

    private static ValidatableResponse refresh(Person person, Map<String, String> headers) {
        return asking(Api.form("grant_type", "refresh_token"), headers)
                .header("Cookie", Page.REFRESH + "=" + person.refreshToken)
                .post("/oauth2/token")
                .then();
    }

    private int generation(Person person) {
        return rows.number("select generation from session where user_id = ?::uuid", person.userId);
    }

    @Test
    @DisplayName("[WEB-03] a page of another origin is refused with 403, and nothing is rotated, ended or set")
    void a_foreign_page_is_refused() {
        Person ada = people.signedIn();
        for (Map<String, String> headers : FOREIGN) {
            ValidatableResponse refreshed =
                    refresh(ada, headers).statusCode(403).body("error", notNullValue());
            assertThat(refreshed.extract().header("Set-Cookie")).isNull();
            refused(
                    asking(Api.as(ada.accessToken), headers)
                            .post("/v1/sign-out")
                            .then(),
                    403,
                    "forbidden");
        }
        assertThat(generation(ada)).isZero();
        Api.session(ada.accessToken).statusCode(200);
        refresh(ada, Map.of("Origin", Page.ownOrigin())).statusCode(200);
        assertThat(generation(ada)).isEqualTo(1);
    }

    @Test
    @DisplayName("[WEB-03] a page of this origin, or of one that is allowed, is served")
    void friendly_pages_are_served() {
        for (Map<String, String> headers : List.of(
                Map.of("Origin", Page.ownOrigin()),
                Map.of("Origin", Page.ownOrigin().replace("http:", "https:")),
                Map.of("Origin", "https://app.test", "Sec-Fetch-Site", "same-site"),
                Map.of("Origin", "https://login.example.org", "Sec-Fetch-Site", "same-origin"),
                Map.of("Sec-Fetch-Site", "same-origin"),
                Map.of("Sec-Fetch-Site", "same-site"))) {
            refresh(people.signedIn(), headers).statusCode(200);
        }
    }

    @Test
    @DisplayName(
            "[WEB-03] [D6] this holds for each operation with such tokens, and the contract names these operations")
    void every_operation_with_cookies_refuses() {
        Person ada = people.signedIn();
        List<Operation> using = Contract.operations().stream()
                .filter(operation -> USING_COOKIES.contains(operation.id()))
                .toList();
        assertThat(using).hasSameSizeAs(USING_COOKIES);
        for (Operation operation : using) {
            RequestSpecification request =
                    asking(Contract.authorised(operation, ada), Map.of("Origin", "https://evil.test"));
            operation.body().ifPresent(body -> request.body(body.toString()));
            Response answer = operation.call(request);
            assertThat(answer.statusCode()).as("%s", operation).isEqualTo(403);
            String refusal = operation.isOauth() ? answer.path("error") : answer.path("type");
            assertThat(refusal)
                    .as("%s", operation)
                    .isNotEqualTo("invalid_grant")
                    .isNotBlank();
            assertThat(answer.header("Set-Cookie")).as("%s", operation).isNull();
        }
        assertThat(Contract.withParameter("#/components/parameters/SallyportCookies"))
                .containsExactlyInAnyOrderElementsOf(USING_COOKIES);
        Api.session(ada.accessToken).statusCode(200);
    }

    @Test
    @DisplayName("[WEB-05] a request that a foreign page can send without a preflight starts no session and sets no"
            + " cookie")
    void sign_in_takes_json_only() throws IOException {
        Person eve = people.newcomer();
        String json = "{\"email\":\"" + eve.email + "\",\"password\":\"" + People.PASSWORD + "\"}";
        for (String type :
                List.of("text/plain", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x", "*/*")) {
            for (String path : List.of("/v1/sign-in", "/v1/sign-in/verify", "/v1/sign-in/sso")) {
                RawHttp.Answer answer = new RawHttp(service.getPort())
                        .post(
                                path,
                                json.getBytes(StandardCharsets.UTF_8),
                                "Content-Type: " + type,
                                "Origin: https://evil.test",
                                "Sec-Fetch-Site: cross-site");
                assertThat(answer.status()).as("%s %s", path, type).isEqualTo(415);
                assertThat(answer.text()).doesNotContain("Set-Cookie");
            }
        }
        assertThat(rows.number("select count(*) from challenge where user_id = ?::uuid", eve.userId))
                .isZero();
    }

    @Test
    @DisplayName("[WEB-03] a form that a foreign page posts uses no cookie")
    void a_posted_form_uses_no_cookie() {
        Person ada = people.signedIn();
        Map<String, String> headers = Map.of("Origin", "https://evil.test", "Sec-Fetch-Site", "cross-site");

        Api.form("grant_type", "refresh_token")
                .headers(headers)
                .header("Cookie", Page.REFRESH + "=" + ada.refreshToken)
                .post("/oauth2/token")
                .then()
                .statusCode(400)
                .body("error", equalTo("invalid_request"));

        assertThat(generation(ada)).isZero();
    }
}
