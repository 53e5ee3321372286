package dev.sallyport.edge.http;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.startsWith;

import dev.sallyport.clients.TestClients;
import dev.sallyport.testing.Api;
import dev.sallyport.testing.Contract;
import dev.sallyport.testing.People;
import dev.sallyport.testing.Person;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@QuarkusTest
@DisplayName("A refusal says what to do next")
class HelpfulRefusalsTest {

    private static final String CHALLENGE = "WWW-Authenticate";
    private static final String MEMBERS = "/v1/accounts/{id}/users";

    @Inject
    People people;

    private static ValidatableResponse refused(ValidatableResponse answer, int status, String slug) {
        return answer.statusCode(status).body("type", equalTo("urn:sallyport:problem:" + slug));
    }

    private static ValidatableResponse signInAs(String contentType) {
        return given().contentType(contentType).body("a=b").post("/v1/sign-in").then();
    }

    @Test
    @DisplayName("[API-05] 415 names the types that a body may have, and whether it is the encoding")
    void mediaTypesOfBodies() {
        Person ada = people.signedIn();
        refused(signInAs("text/plain"), 415, "unsupported-media-type")
                .header("Accept-Post", "application/json")
                .header("Accept", "application/json")
                .body("detail", containsString("application/json"))
                .body("mediaTypes", contains("application/json"));
        refused(signInAs("application/json; charset=iso-8859-1"), 415, "unsupported-media-type")
                .body("detail", containsString("UTF-8"));
        refused(
                        Api.as(ada.accessToken)
                                .contentType("text/plain")
                                .body("x")
                                .patch("/v1/me")
                                .then(),
                        415,
                        "unsupported-media-type")
                .header("Accept-Patch", "application/json");
        refused(
                        Api.json()
                                .header("Content-Encoding", "gzip")
                                .body("{}")
                                .post("/v1/sign-in")
                                .then(),
                        415,
                        "unsupported-media-type")
                .header("Accept-Encoding", "identity")
                .body("detail", containsString("uncompressed"));
        given().contentType("text/plain")
                .body("token=a")
                .post("/oauth2/revoke")
                .then()
                .statusCode(400)
                .body("error", equalTo("invalid_request"))
                .body("error_description", containsString("application/x-www-form-urlencoded"));
    }

    @Test
    @DisplayName("[API-05] 406 names the types that an answer can have, and 405 the methods")
    void mediaTypesOfAnswers() {
        Person ada = people.signedIn();
        refused(
                        Api.as(ada.accessToken)
                                .accept("image/png")
                                .get("/v1/accounts/{id}/two-factor-compliance", ada.accountId)
                                .then(),
                        406,
                        "not-acceptable")
                .body("mediaTypes", contains("application/json", "text/csv"))
                .body("detail", containsString("application/json or text/csv"));
        refused(Api.json().put("/v1/sign-in").then(), 405, "method-not-allowed")
                .header("Allow", "OPTIONS, POST")
                .body("detail", containsString("OPTIONS, POST"));
    }

    @Test
    @DisplayName(
            "[API-05] a client that takes problems only, as generated ones do where a success has no body, is served")
    void problemsOnly() {
        Person ada = people.signedIn();
        Api.as(ada.accessToken)
                .accept("application/problem+json")
                .post("/v1/sign-out")
                .then()
                .statusCode(204);
    }

    @Test
    @DisplayName("[API-04] a path that does not exist, a malformed id and an unknown id are distinguished")
    void paths() {
        Person ada = people.signedIn();
        refused(Api.as(ada.accessToken).get("/v1/me/sesions").then(), 404, "no-such-path");
        refused(Api.as(ada.accessToken).delete("/v1/me/sessions/not-an-id").then(), 404, "not-found")
                .body("errors[0].field", equalTo("id"))
                .body("detail", containsString("id is not a UUID"));
        refused(
                        Api.as(ada.accessToken)
                                .delete("/v1/accounts/{id}/users/x", ada.accountId)
                                .then(),
                        404,
                        "not-found")
                .body("errors[0].field", equalTo("userId"));
        refused(
                        Api.as(ada.accessToken)
                                .delete("/v1/me/sessions/{id}", Contract.SOME_ID)
                                .then(),
                        404,
                        "not-found")
                .body("errors", nullValue());
        refused(Api.json().delete("/v1/me/sessions/not-an-id").then(), 401, "not-authenticated");
    }

    @Test
    @DisplayName("[VALD-02] a field that is missing, and a parameter, are named with what they may be")
    void fields() {
        Person ada = people.signedIn();
        Api.json()
                .header("Accept-Language", "de")
                .body("{}")
                .post("/v1/sign-in")
                .then()
                .body("errors.find { it.field == 'email' }.message", equalTo("fehlt"));
        for (Map.Entry<String, String> wrong : Map.of(
                        "role", "must be one of owner, admin, member",
                        "limit", "must be a whole number from 1 to 100",
                        "after", "must be the next cursor of an earlier page",
                        "rolle", "is not a parameter of this operation; it has after, ")
                .entrySet()) {
            refused(
                            Api.as(ada.accessToken)
                                    .queryParam(wrong.getKey(), "boss")
                                    .get(MEMBERS, ada.accountId)
                                    .then(),
                            400,
                            "invalid-request")
                    .body("errors[0].field", equalTo(wrong.getKey()))
                    .body("errors[0].message", startsWith(wrong.getValue()));
        }
    }

    @Test
    @DisplayName("[API-04] 413 says how large a body may be")
    void tooLarge() {
        refused(Api.json().body("x".repeat(17_000)).post("/v1/sign-in").then(), 413, "payload-too-large")
                .body("maxBytes", equalTo(16_384));
    }

    @Test
    @DisplayName("[API-04] 401 has the error of RFC 6750 for a token that is bad, and none where there was none")
    void unauthenticated() {
        given().get("/v1/session").then().statusCode(401).header(CHALLENGE, "Bearer");
        Api.as("x.y.z")
                .get("/v1/session")
                .then()
                .statusCode(401)
                .header(CHALLENGE, startsWith("Bearer error=\"invalid_token\""));
        Api.as("x y")
                .get("/v1/session")
                .then()
                .statusCode(401)
                .header(CHALLENGE, startsWith("Bearer error=\"invalid_request\""));
        Api.form("token", "x")
                .header("Authorization", "Bearer sp_ct_x")
                .post("/oauth2/introspect")
                .then()
                .statusCode(401)
                .body("error", equalTo("invalid_client"));
        Person ada = people.enrolled();
        refused(
                        Api.as(ada.accessToken)
                                .body(Api.body("method", "recovery_code", "code", "AAAA-AAAA-AAAA-AAAA"))
                                .post("/v1/me/step-up")
                                .then(),
                        401,
                        "invalid-code")
                .header(CHALLENGE, "Bearer");
        refused(Api.signIn(ada.email, People.WRONG_PASSWORD, null), 401, "invalid-credentials")
                .header(CHALLENGE, "Bearer");
        refused(Api.verify("sp_ch_unknown", "totp", "492039"), 401, "challenge-expired")
                .header(CHALLENGE, "Bearer");
        Api.refresh("sp_rt_unknown").statusCode(400).header(CHALLENGE, nullValue());
    }

    @Test
    @DisplayName("[API-04] 403 has the scope that is missing")
    void forbidden() {
        Person ada = people.signedIn();
        String introspecting = TestClients.with("introspect").token();
        refused(Api.as(introspecting).get("/v1/admin/clients").then(), 403, "forbidden")
                .header(
                        CHALLENGE,
                        endsWith("error=\"insufficient_scope\", error_description=\"The credential does not have the"
                                + " scope\", scope=\"admin\""))
                .body("detail", containsString("scope admin"));
        refused(
                        Api.as(ada.accessToken)
                                .queryParam("email", ada.email)
                                .get("/v1/support/users")
                                .then(),
                        403,
                        "forbidden")
                .header(CHALLENGE, endsWith("scope=\"support\""));
        refused(Api.as(introspecting).get("/v1/session").then(), 403, "forbidden")
                .header(CHALLENGE, nullValue())
                .body("detail", containsString("for users"));
        Api.form("token", "x")
                .header(
                        "Authorization",
                        "Bearer " + TestClients.with("provision").token())
                .post("/oauth2/introspect")
                .then()
                .statusCode(403)
                .header(CHALLENGE, endsWith("scope=\"introspect\""))
                .body("error", equalTo("insufficient_scope"));
    }

    @Test
    @DisplayName("[STEP-02] too weak a step-up says which methods would do")
    void stepUp() {
        Person ada = people.enrolled();
        refused(
                        Api.as(ada.accessToken)
                                .body(Api.body("method", "password", "password", People.PASSWORD))
                                .post("/v1/me/step-up")
                                .then(),
                        401,
                        "step-up-required")
                .body("methods", contains("totp", "recovery_code"))
                .body("methods", not(hasItem("password")))
                .body("detail", containsString("second factor"));
    }
}
