package dev.sallyport.sessions.oauth;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.blankOrNullString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.not;

import dev.sallyport.testing.Api;
import dev.sallyport.testing.People;
import dev.sallyport.testing.Person;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.URI;
import java.net.URL;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

/** The form that the token endpoint takes: what is strict about it, and what is ignored. */
@QuarkusTest
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class TokenFormTest {

    @Inject
    People people;

    @TestHTTPResource("/oauth2/token")
    URL endpoint;

    private static ValidatableResponse post(String body) {
        return Api.rawForm(body).post("/oauth2/token").then();
    }

    private static void invalid(ValidatableResponse answer, String error) {
        answer.statusCode(400).contentType("application/json").body("error", equalTo(error));
    }

    @Test
    @DisplayName("[RFSH-01] a malformed form is invalid_request, and uses nothing up")
    void malformed_forms() {
        String token = people.signedIn().refreshToken;
        String good = "grant_type=refresh_token&refresh_token=" + token;
        for (String body : List.of(
                "",
                "&&",
                "grant_type=refresh_token",
                "grant_type=&refresh_token=" + token,
                "refresh_token=" + token,
                "grant_type=refresh_token&refresh_token=",
                good + "&grant_type=refresh_token",
                good + "&refresh_token=" + token,
                good + "&refresh%5Ftoken=x",
                good + "&x=1&x=1",
                good + "&scope=%",
                good + "&scope=%4",
                good + "&scope=%zz",
                good + "&scope=a%00b",
                good + "&scope=a%0ab",
                good + "&scope=%ff",
                good + "&scope=%c0%af",
                good + "&scope=%ed%a0%80",
                good + "&a%00=1")) {
            invalid(post(body), "invalid_request");
        }
        for (String grant : List.of("password", "authorization_code", "Refresh_Token", "client-credentials", "x")) {
            invalid(post("grant_type=" + grant + "&refresh_token=" + token), "unsupported_grant_type");
        }
        post(good).statusCode(200);
    }

    @Test
    @DisplayName("[RFSH-01] unknown parameters are ignored, as RFC 6749 requires")
    void unknown_parameters() {
        post("audience=x&grant_type=refresh%5ftoken&&resource=a+b&empty=&refresh_token="
                        + people.signedIn().refreshToken)
                .statusCode(200);
    }

    @Test
    @DisplayName("[RFSH-01] [JWT-08] a token counts in the body of a form only")
    void only_the_body_counts() throws IOException, InterruptedException {
        Person ada = people.signedIn();
        invalid(
                Api.rawForm("")
                        .post("/oauth2/token?grant_type=refresh_token&refresh_token=" + ada.refreshToken)
                        .then(),
                "invalid_request");
        given().get("/oauth2/token?grant_type=refresh_token&refresh_token=" + ada.refreshToken)
                .then()
                .statusCode(405)
                .contentType("application/json")
                .header("Allow", "OPTIONS, POST")
                .body("error", equalTo("invalid_request"));
        invalid(
                Api.json()
                        .body(Api.body("grant_type", "refresh_token", "refresh_token", ada.refreshToken))
                        .post("/oauth2/token")
                        .then(),
                "invalid_request");
        for (String type : List.of(
                "text/plain",
                "multipart/form-data; boundary=x",
                "application/x-www-form-urlencoded; charset=utf-16",
                "*/*")) {
            HttpRequest request = HttpRequest.newBuilder(URI.create(endpoint.toString()))
                    .header("Content-Type", type)
                    .POST(BodyPublishers.ofString("grant_type=refresh_token&refresh_token=" + ada.refreshToken))
                    .build();
            assertThat(HttpClient.newHttpClient()
                            .send(request, BodyHandlers.discarding()) // over HTTP/2, as this client likes best
                            .statusCode())
                    .as(type)
                    .isEqualTo(400);
        }
        post("grant_type=refresh_token&refresh_token=" + "x".repeat(17 * 1024))
                .statusCode(413)
                .contentType("application/json")
                .body("error", equalTo("invalid_request"))
                .body("error_description", not(blankOrNullString()));
        Api.refresh(ada.refreshToken).statusCode(200);
    }
}
