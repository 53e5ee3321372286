package dev.sallyport.testing;

import static dev.sallyport.testing.QuickRequest.given;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.restassured.config.EncoderConfig;
import io.restassured.config.RestAssuredConfig;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;

/** The calls of the contract, over real HTTP. */
public final class Api {

    /** A browser as most people have it. */
    public static final String BROWSER = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36"
            + " (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36";

    private static final ObjectMapper JSON = new ObjectMapper();

    /** What RestAssured does not know as text. */
    private static final RestAssuredConfig LINES = RestAssuredConfig.config()
            .encoderConfig(EncoderConfig.encoderConfig().encodeContentTypeAs("application/x-ndjson", ContentType.TEXT));

    /** The content type as libraries send it: without a charset. */
    static final RestAssuredConfig FORMS = RestAssuredConfig.config()
            .encoderConfig(EncoderConfig.encoderConfig()
                    .appendDefaultContentCharsetToContentTypeIfUndefined(false)
                    .defaultCharsetForContentType("UTF-8", ContentType.URLENC));

    private static final String CLIENT = basic(SallyportResource.CLIENT_ID, SallyportResource.CLIENT_SECRET);

    private Api() {}

    /** A JSON body; entries whose value is null are left out. */
    public static Map<String, Object> body(Object... namesAndValues) {
        Map<String, Object> body = new LinkedHashMap<>();
        for (int at = 0; at < namesAndValues.length; at += 2) {
            if (namesAndValues[at + 1] != null) {
                body.put((String) namesAndValues[at], namesAndValues[at + 1]);
            }
        }
        return body;
    }

    /** The body of an answer. Quicker than a path into it, which REST Assured compiles again each time. */
    public static JsonNode read(ValidatableResponse answer) {
        return read(answer.extract().response());
    }

    /** The same of an answer that nothing is asserted of yet. */
    public static JsonNode read(Response answer) {
        try {
            return JSON.readTree(answer.asByteArray());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What a client puts into the header {@code Authorization}. */
    public static String basic(String id, String secret) {
        return "Basic " + Base64.getEncoder().encodeToString((id + ":" + secret).getBytes(StandardCharsets.UTF_8));
    }

    public static RequestSpecification json() {
        return given().contentType(ContentType.JSON).header("User-Agent", BROWSER);
    }

    public static RequestSpecification asClient() {
        return json().header("Authorization", CLIENT);
    }

    public static RequestSpecification as(String bearerToken) {
        return json().header("Authorization", "Bearer " + bearerToken);
    }

    public static ValidatableResponse createAccount(String name, String email, String password) {
        return asClient()
                .body(body("name", name, "owner", body("email", email, "password", password)))
                .post("/v1/accounts")
                .then();
    }

    public static ValidatableResponse signIn(String email, String password, String deviceToken) {
        return json().body(body("email", email, "password", password, "deviceToken", deviceToken))
                .post("/v1/sign-in")
                .then();
    }

    /** What the page behind a mailed link sends: a link for a password that was forgotten, or of an invitation. */
    public static ValidatableResponse setPassword(String token, String password) {
        return json().body(body("token", token, "password", password))
                .post("/v1/password/reset")
                .then();
    }

    public static ValidatableResponse verify(String challengeToken, String method, String code) {
        return json().body(body("challengeToken", challengeToken, "method", method, "code", code))
                .post("/v1/sign-in/verify")
                .then();
    }

    public static ValidatableResponse resend(String challengeToken) {
        return json().body(body("challengeToken", challengeToken))
                .post("/v1/sign-in/resend")
                .then();
    }

    /** How a challenge stands. */
    public static ValidatableResponse challenge(String challengeToken) {
        return json().body(body("challengeToken", challengeToken))
                .post("/v1/sign-in/challenge")
                .then();
    }

    public static ValidatableResponse startEnrollment(String bearerToken) {
        return as(bearerToken)
                .body(body("name", "Ada's phone"))
                .post("/v1/me/authenticators")
                .then();
    }

    public static ValidatableResponse confirm(String bearerToken, String authenticatorId, String code) {
        return as(bearerToken)
                .body(body("code", code))
                .post("/v1/me/authenticators/{id}/confirm", authenticatorId)
                .then();
    }

    /** A form, as OAuth clients send one. */
    public static RequestSpecification form(Object... namesAndValues) {
        return given().config(FORMS)
                .contentType(ContentType.URLENC)
                .header("User-Agent", BROWSER)
                .formParams(body(namesAndValues));
    }

    /** A form as it is. */
    public static RequestSpecification rawForm(String body) {
        return asForm(given()).body(body);
    }

    /** The same request with lines of JSON in place of a document. */
    public static RequestSpecification asLines(RequestSpecification request) {
        return request.config(LINES).contentType("application/x-ndjson");
    }

    /** The same request with a form in place of JSON. */
    public static RequestSpecification asForm(RequestSpecification request) {
        return request.config(FORMS).contentType("application/x-www-form-urlencoded");
    }

    /** A client's question whether a token is good. */
    public static ValidatableResponse introspect(String token) {
        return form("token", token)
                .header("Authorization", CLIENT)
                .post("/oauth2/introspect")
                .then();
    }

    public static ValidatableResponse refresh(String refreshToken) {
        return form("grant_type", "refresh_token", "refresh_token", refreshToken)
                .post("/oauth2/token")
                .then();
    }

    public static ValidatableResponse session(String accessToken) {
        return as(accessToken).get("/v1/session").then();
    }
}
