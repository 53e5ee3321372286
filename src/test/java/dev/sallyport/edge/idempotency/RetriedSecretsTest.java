package dev.sallyport.edge.idempotency;

import static dev.sallyport.testing.Ceremonies.refused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.hasSize;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sallyport.signin.verification.EnrollmentTokens;
import dev.sallyport.testing.Api;
import dev.sallyport.testing.KeyedCalls;
import dev.sallyport.testing.PasskeyPage;
import dev.sallyport.testing.Person;
import dev.sallyport.testing.SoftAuthenticator;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

/** Retries of requests whose answer has tokens or codes: they are the same again. */
@QuarkusTest
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class RetriedSecretsTest extends KeyedCalls {

    @Inject
    EnrollmentTokens enrollments;

    @Test
    @DisplayName("[RELY-03] codes as a file are the same file again")
    void a_file() {
        Person ada = people.enrolled();
        String key = newKey();
        List<Response> files = List.of(file(key, ada), file(key, ada));

        assertThat(files.get(1).asString()).isEqualTo(files.get(0).asString()).contains("-");
        assertThat(files.get(1).contentType()).isEqualTo(files.get(0).contentType());
        assertThat(files.get(1).header("Content-Disposition"))
                .isEqualTo(files.get(0).header("Content-Disposition"));
    }

    private static Response file(String key, Person ada) {
        return keyed(key, Api.as(ada.accessToken))
                .accept("text/plain")
                .post("/v1/me/recovery-codes")
                .then()
                .statusCode(201)
                .extract()
                .response();
    }

    @Test
    @DisplayName("[RELY-03] a page that takes its tokens as cookies gets them again, and not in the body")
    void cookies() {
        Person ada = people.newcomer();
        String challenge = people.challengeFor(ada);
        String code = mailbox.awaitCode(ada.email, 1);
        String key = newKey();

        Response first = asPage(key, challenge, code);
        Response again = asPage(key, challenge, code);

        assertThat(again.asString()).isEqualTo(first.asString()).doesNotContain("sp_rt_", "sp_dt_");
        assertThat(again.detailedCookies().asList()).hasSize(2);
        assertThat(again.cookies()).isEqualTo(first.cookies());
    }

    private static Response asPage(String key, String challenge, String code) {
        return keyed(key, Api.json())
                .header("Sallyport-Cookies", "1")
                .header("Origin", "https://app.test")
                .body(Api.body("challengeToken", challenge, "method", "email_code", "code", code))
                .post("/v1/sign-in/verify")
                .then()
                .statusCode(200)
                .extract()
                .response();
    }

    @Test
    @DisplayName("[RELY-03] the confirmation of a set-up is repeated, although it has ended the enrollment token")
    void an_enrollment_token() {
        Person ada = people.newcomer();
        ada.accessToken = enrollments.openFor(ada);
        ceremonies.start(ada);
        String code = ada.app.codeAt(clock.instant());
        String key = newKey();

        String first = confirm(key, ada, code).statusCode(200).extract().asString();

        assertThat(confirm(key, ada, code).statusCode(200).extract().asString()).isEqualTo(first);
        refused(confirm(newKey(), ada, code), 401, "not-authenticated");
        refused(
                keyed(key, Api.as(ada.accessToken))
                        .post("/v1/me/authenticators")
                        .then(),
                401,
                "not-authenticated");
        refused(keyed(key, Api.as(ada.accessToken)).get("/v1/me/two-factor").then(), 401, "not-authenticated");
    }

    @Test
    @DisplayName("[RELY-03] so is the registration of a first passkey, whose recovery codes are shown once")
    void a_passkey_under_an_enrollment_token() {
        String token = enrollments.openFor(people.newcomer());
        JsonNode options = PasskeyPage.options(token);
        Map<String, Object> credential = SoftAuthenticator.synced().create(options.path("publicKey"));
        String key = newKey();

        String first = register(key, token, options, credential)
                .statusCode(201)
                .body("recoveryCodes", hasSize(10))
                .extract()
                .asString();

        assertThat(register(key, token, options, credential)
                        .statusCode(201)
                        .extract()
                        .asString())
                .isEqualTo(first);
        refused(register(newKey(), token, options, credential), 401, "not-authenticated");
        refused(keyed(key, Api.as(token)).post("/v1/me/passkeys/options").then(), 401, "not-authenticated");
    }

    private static ValidatableResponse register(
            String key, String token, JsonNode options, Map<String, Object> credential) {
        return keyed(key, Api.as(token))
                .body(Api.body("ceremonyToken", options.path("ceremonyToken").asText(), "credential", credential))
                .post("/v1/me/passkeys")
                .then();
    }

    private static ValidatableResponse confirm(String key, Person person, String code) {
        return keyed(key, Api.as(person.accessToken))
                .body(Api.body("code", code))
                .post("/v1/me/authenticators/{id}/confirm", person.authenticatorId)
                .then();
    }
}
