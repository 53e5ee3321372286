package dev.sallyport.testing;

import static dev.sallyport.testing.Api.body;

import com.fasterxml.jackson.databind.JsonNode;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What a page does with passkeys: it asks for options, and sends what the browser made of them. */
@Singleton
public class PasskeyPage {

    private final People people;

    PasskeyPage(People people) {
        this.people = people;
    }

    /** Options for a new passkey. */
    public static JsonNode options(String accessToken) {
        return Api.read(
                Api.as(accessToken).post("/v1/me/passkeys/options").then().statusCode(200));
    }

    public static ValidatableResponse register(String token, JsonNode options, Map<String, Object> credential) {
        return Api.as(token)
                .body(body("ceremonyToken", options.path("ceremonyToken").asText(), "credential", credential))
                .post("/v1/me/passkeys")
                .then();
    }

    /** Adds a passkey in a session or under an enrollment token, and returns the answer. */
    public static JsonNode add(String token, SoftAuthenticator passkey) {
        JsonNode options = options(token);
        return Api.read(register(token, options, passkey.create(options.path("publicKey")))
                .statusCode(201));
    }

    /** A user whose first factor is this passkey. */
    public Person withPasskey(SoftAuthenticator passkey) {
        return withPasskey(people.signedIn(), passkey);
    }

    public Person withPasskey(Person person, SoftAuthenticator passkey) {
        JsonNode options = options(person.accessToken);
        JsonNode made = Api.read(register(person.accessToken, options, passkey.create(options.path("publicKey")))
                .statusCode(201));
        person.authenticatorId = made.path("id").asText();
        person.paperKey = options.path("paperKey").asText();
        person.accessToken = made.at("/signIn/accessToken").asText();
        person.refreshToken = made.at("/signIn/refreshToken").asText();
        return person;
    }

    /** Options for a signature. */
    public static JsonNode signInOptions(Object... request) {
        return Api.read(Api.json()
                .body(body(request))
                .post("/v1/sign-in/passkey-options")
                .then()
                .statusCode(200));
    }

    public static ValidatableResponse verify(String challenge, JsonNode options, Map<String, Object> credential) {
        return Api.json()
                .body(body(
                        "challengeToken",
                        challenge,
                        "method",
                        "passkey",
                        "ceremonyToken",
                        options.path("ceremonyToken").asText(),
                        "credential",
                        credential))
                .post("/v1/sign-in/verify")
                .then();
    }

    /** Answers a challenge with fresh options. */
    public static ValidatableResponse verify(String challenge, SoftAuthenticator passkey) {
        JsonNode options = signInOptions("challengeToken", challenge);
        return verify(challenge, options, passkey.get(options.path("publicKey")));
    }

    public static ValidatableResponse signInAlone(JsonNode options, Map<String, Object> credential) {
        return Api.json()
                .body(body("ceremonyToken", options.path("ceremonyToken").asText(), "credential", credential))
                .post("/v1/sign-in/passkey")
                .then();
    }

    /** Signs in without an email, with fresh options. */
    public static ValidatableResponse signInAlone(SoftAuthenticator passkey) {
        JsonNode options = signInOptions();
        return signInAlone(options, passkey.get(options.path("publicKey")));
    }

    /** What the session of an answer has proved. */
    public static List<String> amr(ValidatableResponse signedIn) {
        List<String> values = new ArrayList<>();
        Tokens.claims(signedIn.extract().path("accessToken")).path("amr").forEach(value -> values.add(value.asText()));
        return values;
    }
}
