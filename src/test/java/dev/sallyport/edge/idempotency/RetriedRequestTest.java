package dev.sallyport.edge.idempotency;

import static dev.sallyport.testing.Ceremonies.refused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.notNullValue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sallyport.testing.Api;
import dev.sallyport.testing.AtOnce;
import dev.sallyport.testing.Contract;
import dev.sallyport.testing.HeldUser;
import dev.sallyport.testing.KeyedCalls;
import dev.sallyport.testing.People;
import dev.sallyport.testing.Person;
import dev.sallyport.testing.Rows;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

/** POST requests that are sent again with their Idempotency-Key. */
@QuarkusTest
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class RetriedRequestTest extends KeyedCalls {

    /** The operations whose method says why it takes no key. */
    private static final List<String> WITHOUT_KEY = List.of(
            "getChallenge",
            "getPasskeySignInOptions",
            "getPasskeyStepUpOptions",
            "importUsers",
            "introspectToken",
            "previewTwoFactorPolicy",
            "revokeToken",
            "signOut");

    @Inject
    HeldUser held;

    @Inject
    Rows rows;

    private static ValidatableResponse verify(String key, String challenge, String method, String code) {
        return keyed(key, Api.json())
                .body(Api.body("challengeToken", challenge, "method", method, "code", code))
                .post("/v1/sign-in/verify")
                .then();
    }

    private static ValidatableResponse newCodes(String key, String accessToken) {
        return keyed(key, Api.as(accessToken)).post("/v1/me/recovery-codes").then();
    }

    @Test
    @DisplayName("[RELY-03] a sign-in is repeated with its key: the same tokens, one session, and nothing is spent")
    void a_sign_in() {
        Person ada = people.newcomer();
        String challenge = people.challengeFor(ada);
        String code = mailbox.awaitCode(ada.email, 1);
        String key = newKey();

        Response first = verify(key, challenge, "email_code", code)
                .statusCode(200)
                .extract()
                .response();
        Response again = verify(key, challenge, "email_code", code)
                .statusCode(200)
                .contentType("application/json")
                .header("Cache-Control", "no-store")
                .extract()
                .response();

        assertThat(again.asString()).isEqualTo(first.asString());
        assertThat(rows.sessionsOf(ada)).isOne();
        refused(verify(key, challenge, "email_code", "000000"), 422, "idempotency-key-reused");
        refused(verify(newKey(), challenge, "email_code", code), 401, "challenge-expired");
        String stored = rows.dump("keyed_request");
        assertThat(rows.dump()).doesNotContain(key.replace("\"", ""));
        for (String secret : List.of("accessToken", "refreshToken", "deviceToken")) {
            assertThat(stored).doesNotContain(first.<String>path(secret));
        }
    }

    @Test
    @DisplayName("[RELY-03] a wrong code is counted once, however often it is repeated with its key")
    void a_wrong_code() {
        Person ada = people.enrolled();
        String challenge = people.challengeFor(ada);
        String key = newKey();
        List<Integer> left = new ArrayList<>();
        for (int times = 0; times < 7; times++) {
            left.add(refused(verify(key, challenge, "totp", "000000"), 401, "invalid-code")
                    .extract()
                    .path("attemptsLeft"));
        }

        assertThat(left).containsOnly(left.get(0));
        refused(verify(key, challenge, "totp", "000001"), 422, "idempotency-key-reused");
        verify(newKey(), challenge, "totp", "000001").statusCode(401).body("attemptsLeft", equalTo(left.get(0) - 1));
    }

    @Test
    @DisplayName("[RELY-03] a key is its caller's: another session with it is another request")
    void another_caller() {
        String key = newKey();
        Person ada = people.enrolled();
        Person bob = people.enrolled();

        String codes = newCodes(key, ada.accessToken).statusCode(201).extract().asString();

        assertThat(newCodes(key, ada.accessToken).statusCode(201).extract().asString())
                .isEqualTo(codes);
        assertThat(newCodes(key, bob.accessToken).statusCode(201).extract().asString())
                .isNotEqualTo(codes);
        refused(newCodes(key, "nobody"), 401, "not-authenticated");
        Api.as(ada.accessToken).post("/v1/sign-out").then().statusCode(204);
        refused(newCodes(key, ada.accessToken), 401, "not-authenticated");
    }

    @Test
    @DisplayName("[RELY-03] requests at once with one key: one is processed, the others are refused or get its answer")
    void at_once() throws Exception {
        Person ada = people.enrolled();
        String key = newKey();

        Response first = held.meanwhile(
                ada,
                holder -> refused(newCodes(key, ada.accessToken), 409, "request-outstanding")
                        .header("Retry-After", notNullValue()),
                () -> newCodes(key, ada.accessToken).extract().response());

        assertThat(first.statusCode()).isEqualTo(201);
        assertThat(newCodes(key, ada.accessToken).statusCode(201).extract().asString())
                .isEqualTo(first.asString());
        String email = "at-once-" + UUID.randomUUID() + "@example.org";
        String other = newKey();
        List<Integer> statuses = AtOnce.run(8, () -> account(other, email).statusCode());
        assertThat(statuses).containsAnyOf(201).allMatch(status -> status == 201 || status == 409);
        assertThat(rows.number("select count(*) from app_user where email = ?", email))
                .isOne();
    }

    private static Response account(String key, String email) {
        return keyed(key, Api.asClient())
                .body(Api.body("name", "Acme", "owner", Api.body("email", email, "password", People.PASSWORD)))
                .post("/v1/accounts");
    }

    @Test
    @DisplayName("[RELY-03] a refusal that asks to try again leaves the key free, and after a day so does an answer")
    void what_is_not_kept() {
        Person ada = people.enrolled();
        String key = newKey();
        clock.advance(Duration.ofMinutes(11));
        String stale = Api.refresh(ada.refreshToken).statusCode(200).extract().path("access_token");
        refused(newCodes(key, stale), 401, "step-up-required");
        keyed(key, Api.json()).body("{").post("/v1/sign-in").then().statusCode(400);
        refused(keyed("short", Api.json()).body(Api.body()).post("/v1/sign-in").then(), 400, "invalid-request");
        assertThat(rows.number("select count(*) from keyed_request where sealed_answer is null"))
                .isZero();

        ceremonies.signInWithApp(ada);
        String codes = newCodes(key, ada.accessToken).statusCode(201).extract().asString();
        rows.change(
                "update keyed_request set expires_at = ?::timestamptz",
                clock.instant().toString());
        assertThat(newCodes(key, ada.accessToken).statusCode(201).extract().asString())
                .isNotEqualTo(codes);
    }

    @Test
    @DisplayName("[RELY-03] every POST of the contract takes a key, and says what it answers to a wrong use of it")
    void the_contract() {
        List<String> without = new ArrayList<>();
        JsonNode document = Contract.document();
        for (Map.Entry<String, JsonNode> path : document.path("paths").properties()) {
            JsonNode post = path.getValue().path("post");
            boolean takesKey = false;
            for (JsonNode parameter : post.path("parameters")) {
                takesKey |= Contract.followed(document, parameter)
                        .path("name")
                        .asText()
                        .equals("Idempotency-Key");
            }
            if (takesKey) {
                assertThat(post.path("responses").has("422")).as(path.getKey()).isTrue();
                assertThat(post.path("responses").has("409"))
                        .as(path.getKey())
                        .isEqualTo(!path.getKey().equals("/oauth2/token"));
            } else if (!post.isMissingNode()) {
                without.add(post.path("operationId").asText());
            }
        }
        assertThat(without).containsExactlyInAnyOrderElementsOf(WITHOUT_KEY);
    }
}
