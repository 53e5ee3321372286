package dev.sallyport.factors.enrollment;

import static dev.sallyport.testing.Ceremonies.refused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.matchesPattern;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.startsWith;

import dev.sallyport.edge.http.RawHttp;
import dev.sallyport.testing.Api;
import dev.sallyport.testing.Ceremonies;
import dev.sallyport.testing.People;
import dev.sallyport.testing.Person;
import dev.sallyport.testing.Rows;
import dev.sallyport.testing.TestClock;
import dev.sallyport.testing.TotpApp;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.URL;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class StartEnrollmentTest {

    @TestHTTPResource
    URL service;

    @Inject
    People people;

    @Inject
    Ceremonies ceremonies;

    @Inject
    TestClock clock;

    @Inject
    Rows rows;

    private static ValidatableResponse start(Person person, String body) {
        return Api.as(person.accessToken)
                .body(body)
                .post("/v1/me/authenticators")
                .then();
    }

    @ParameterizedTest
    @ValueSource(strings = {"Content-Type: application/json", "Accept: */*"})
    @DisplayName("[E1] nothing has to be said to start, so that there may be no body at all, and no type of it")
    void the_body_may_be_left_out(String header) throws IOException {
        RawHttp.Answer answer = new RawHttp(service.getPort())
                .post(
                        "/v1/me/authenticators",
                        new byte[0],
                        header,
                        "Authorization: Bearer " + people.signedIn().accessToken);

        assertThat(answer.status()).as(answer.text()).isEqualTo(201);
        assertThat(answer.body()).contains("\"status\":\"pending\"");
    }

    @Test
    @DisplayName("[E1] [S1] [S4] [ENRL-02] [ENRL-06] A start gives key, URI, QR code, paper key and end, never cached")
    void a_start_gives_everything_once() {
        Person ada = people.signedIn();

        JsonPath pending = Api.startEnrollment(ada.accessToken)
                .statusCode(201)
                .header("Cache-Control", "no-store")
                .body("status", equalTo("pending"))
                .body("secret", matchesPattern("[A-Z2-7]{32}"))
                .body("otpauthUri", startsWith("otpauth://totp/Sallyport:"))
                .body("qrCode", startsWith("data:image/png;base64,"))
                .body("paperKey", matchesPattern("[0-9a-f]{64}"))
                .extract()
                .jsonPath();

        assertThat(pending.getString("otpauthUri")).contains("?secret=" + pending.getString("secret") + "&");
        assertThat(Instant.parse(pending.getString("expiresAt")))
                .isEqualTo(clock.instant().plus(Duration.ofMinutes(10)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"secret\": \"JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP\"}",
                "{\"name\": \"x\", \"secret\": \"JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP\"}",
                "{\"userId\": \"0199d3c2-5b20-7b0e-8f3e-6d1f0c9a2b44\"}",
                "{\"paperKey\": \"00\"}",
                "{\"status\": \"active\"}",
                "{\"algorithm\": \"MD5\"}",
                "{\"replaces\": \"not-an-id\"}",
                "{\"name\": \"\"}",
                "{\"name\": \"a\\u202eb\"}",
                "[]"
            })
    @DisplayName("[ENRL-02] A key or anything else that the client brings along is refused, and nothing is begun")
    void nothing_is_taken_from_the_client(String body) {
        Person ada = people.signedIn();

        refused(start(ada, body), 400, "invalid-request");

        assertThat(rows.number("select count(*) from totp_authenticator where user_id = ?::uuid", ada.userId))
                .isZero();
    }

    @Test
    @DisplayName("[E1] [ENRL-03] [S2] A start that is not confirmed leaves sign-in as it was, on known and new devices")
    void a_start_alone_changes_no_sign_in() {
        Person ada = people.signedIn();
        ceremonies.start(ada);

        Api.signIn(ada.email, People.PASSWORD, ada.deviceToken).statusCode(200).body("status", equalTo("signed_in"));
        String challenge = Api.signIn(ada.email, People.PASSWORD, null)
                .statusCode(200)
                .body("purpose", equalTo("device_verification"))
                .body("methods", contains("email_code"))
                .extract()
                .path("challengeToken");
        refused(Api.verify(challenge, "totp", ada.app.codeAt(clock.instant())), 400, "invalid-request");
    }

    @Test
    @DisplayName("[ENRL-04] [E4] [S5] A second start makes the first key and paper key worthless")
    void a_second_start_voids_the_first() {
        Person ada = people.signedIn();
        String first = ceremonies.start(ada).getString("id");
        TotpApp firstApp = ada.app;
        String firstPaperKey = ada.paperKey;
        String second = ceremonies.start(ada).getString("id");
        assertThat(second).isNotEqualTo(first);
        assertThat(ada.paperKey).isNotEqualTo(firstPaperKey);

        refused(Api.confirm(ada.accessToken, first, firstApp.codeAt(clock.instant())), 410, "enrollment-expired");
        Person mallory = people.signedIn();
        refused(Api.confirm(mallory.accessToken, first, firstApp.codeAt(clock.instant())), 404, "not-found");
        refused(Api.confirm(ada.accessToken, second, firstApp.codeAt(clock.instant())), 401, "invalid-code");
        ceremonies.confirm(ada).statusCode(200);

        assertThat(rows.texts("select encode(hash, 'hex') from paper_key where user_id = ?::uuid", ada.userId))
                .containsExactly(rows.text("select encode(sha256(?::bytea), 'hex')", ada.paperKey.getBytes()));
    }

    @Test
    @DisplayName("[ENRL-04] While an app is active it works until its replacement is confirmed, and never after")
    void the_old_app_works_until_the_replacement_is_confirmed() {
        Person ada = people.enrolled();
        TotpApp oldApp = ada.app;
        String oldId = ada.authenticatorId;
        List<String> oldCodes = ada.recoveryCodes;
        JsonPath pending = start(ada, "{\"replaces\": \"" + oldId + "\"}")
                .statusCode(201)
                .body("paperKey", nullValue())
                .extract()
                .jsonPath();
        TotpApp newApp = new TotpApp(pending.getString("secret"));

        ceremonies.answerWithApp(ada, clock.instant()).statusCode(200);
        ada.app = newApp;
        refused(ceremonies.answerWithApp(ada, clock.instant()), 401, "invalid-code");
        Api.confirm(ada.accessToken, pending.getString("id"), newApp.codeAt(clock.instant()))
                .statusCode(200)
                .body("recoveryCodes", nullValue());

        clock.nextStep();
        ceremonies.answerWithApp(ada, clock.instant()).statusCode(200);
        ada.app = oldApp;
        refused(ceremonies.answerWithApp(ada, clock.instant()), 401, "invalid-code");
        assertThat(rows.texts("select id::text from totp_authenticator where user_id = ?::uuid", ada.userId))
                .containsExactly(pending.getString("id"));
        assertThat(rows.number("select count(*) from recovery_code where user_id = ?::uuid", ada.userId))
                .isEqualTo(oldCodes.size());
        assertThat(rows.number("select count(*) from paper_key where active and user_id = ?::uuid", ada.userId))
                .isOne();
    }

    @Test
    @DisplayName("[ENRL-04] Another user's app cannot be replaced")
    void a_foreign_app_cannot_be_replaced() {
        Person ada = people.enrolled();
        Person mallory = people.enrolled();

        refused(start(mallory, "{\"replaces\": \"" + ada.authenticatorId + "\"}"), 404, "not-found");

        ceremonies.answerWithApp(ada, clock.instant()).statusCode(200);
    }

    @Test
    @DisplayName("[ENRL-06] [E16] The status shows names, states and what is left, and never a key")
    void the_status_follows_the_set_up() {
        Person ada = people.signedIn();
        status(ada)
                .body("enabled", equalTo(false))
                .body("authenticators", empty())
                .body("paperKey", equalTo(false));

        JsonPath pending = ceremonies.start(ada);
        status(ada)
                .body("enabled", equalTo(false))
                .body("authenticators.id", contains(pending.getString("id")))
                .body("authenticators.status", contains("pending"))
                .body("recoveryCodesRemaining", equalTo(0))
                .body("paperKey", equalTo(false));

        ada.accessToken = ceremonies.confirm(ada).statusCode(200).extract().path("signIn.accessToken");
        clock.nextStep();
        Instant used = clock.instant();
        ceremonies.answerWithApp(ada, used).statusCode(200);
        String after = status(ada)
                .body("enabled", equalTo(true))
                .body("authenticators", hasSize(1))
                .body("authenticators[0].name", equalTo("Ada's phone"))
                .body("authenticators[0].type", equalTo("totp"))
                .body("authenticators[0].status", equalTo("active"))
                .body("authenticators[0].lastUsedAt", equalTo(used.toString()))
                .body("recoveryCodesRemaining", equalTo(10))
                .body("paperKey", equalTo(true))
                .body("required", equalTo(false))
                .body("dueAt", nullValue())
                .extract()
                .asString();
        assertThat(after
                        + Api.as(ada.accessToken).get("/v1/me").asString()
                        + Api.session(ada.accessToken).extract().asString())
                .doesNotContain("otpauth:")
                .doesNotContainPattern("[A-Z2-7]{32}")
                .doesNotContainPattern("[0-9a-f]{64}");
    }

    private static ValidatableResponse status(Person person) {
        return Api.as(person.accessToken).get("/v1/me/two-factor").then().statusCode(200);
    }
}
