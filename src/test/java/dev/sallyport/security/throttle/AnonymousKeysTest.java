package dev.sallyport.security.throttle;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.testing.Api;
import dev.sallyport.testing.Everywhere;
import dev.sallyport.testing.KeyedCalls;
import dev.sallyport.testing.OtherSettings;
import dev.sallyport.testing.People;
import dev.sallyport.testing.Person;
import dev.sallyport.testing.Rows;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

/** Requests with an Idempotency-Key of callers without a credential, limited for each network address. */
@QuarkusTest
@TestProfile(OtherSettings.class)
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class AnonymousKeysTest extends KeyedCalls {

    private static final String ROWS = "select count(*) from keyed_request";

    /** Operations that answer strangers with what is kept, and its status. */
    private static final Map<String, Integer> KEPT = Map.of(
            "/v1/password/forgot", 202,
            "/v1/report", 204,
            "/v1/support/cancel", 204,
            "/v1/password/reset", 410);

    @Inject
    Rows rows;

    private static Response post(String address, String key, String path) {
        Map<String, Object> body = switch (path) {
            case "/v1/password/forgot" -> Api.body("email", "none@example.org");
            case "/v1/password/reset" -> Api.body("token", "sp_pr_none", "password", People.NEW_PASSWORD);
            default -> Api.body("token", "none");
        };
        return keyed(key, Everywhere.from(address)).body(body).post(path);
    }

    /** As if a network address had sent as many keys as it may. */
    private void useUp(String address) {
        assertThat(rows.number("select count(*) from allowance where kind = 'anonymous_key' and owner = ?", address))
                .isOne();
        rows.change("update allowance set taken = '{900}' where kind = 'anonymous_key' and owner = ?", address);
    }

    @Test
    @DisplayName("[RELY-03] keys beyond the allowance of a network address leave no rows, and are served")
    void no_more_rows() {
        String address = "198.18.20.1";
        int before = rows.number(ROWS);
        KEPT.forEach((path, status) ->
                assertThat(post(address, newKey(), path).statusCode()).as(path).isEqualTo(status));
        assertThat(rows.number(ROWS)).isEqualTo(before + KEPT.size());

        useUp(address);
        KEPT.forEach((path, status) -> {
            for (int times = 0; times < 3; times++) {
                assertThat(post(address, newKey(), path).statusCode()).as(path).isEqualTo(status);
            }
        });

        assertThat(rows.number(ROWS)).isEqualTo(before + KEPT.size());
        post("198.18.20.2", newKey(), "/v1/report");
        assertThat(rows.number(ROWS)).as("of another address").isEqualTo(before + KEPT.size() + 1);
    }

    @Test
    @DisplayName("[RELY-03] what was stored within the allowance is repeated beyond it, and a retry is not counted")
    void a_retry_beyond_the_allowance() {
        String address = "198.18.20.3";
        Person ada = people.newcomer();
        String challenge = people.challengeFor(ada);
        String code = mailbox.awaitCode(ada.email, 1);
        String key = newKey();
        Map<String, Object> body = Api.body("challengeToken", challenge, "method", "email_code", "code", code);

        String first = verify(address, key, body);
        assertThat(verify(address, key, body)).isEqualTo(first);
        assertThat(rows.text(
                        "select taken[1]::text from allowance where kind = 'anonymous_key' and owner = ?", address))
                .isEqualTo("1");
        useUp(address);

        assertThat(verify(address, key, body)).isEqualTo(first);
        assertThat(rows.sessionsOf(ada)).isOne();
    }

    private static String verify(String address, String key, Map<String, Object> body) {
        return keyed(key, Everywhere.from(address))
                .body(body)
                .post("/v1/sign-in/verify")
                .then()
                .statusCode(200)
                .extract()
                .asString();
    }

    @Test
    @DisplayName("[RELY-03] the key of a caller with a credential is not counted for the network address")
    void a_caller_with_a_credential() {
        String address = "198.18.20.4";
        post(address, newKey(), "/v1/report");
        useUp(address);
        Person ada = people.enrolled();
        int before = rows.number(ROWS);

        keyed(newKey(), Everywhere.from(address))
                .header("Authorization", "Bearer " + ada.accessToken)
                .post("/v1/me/recovery-codes")
                .then()
                .statusCode(201);

        assertThat(rows.number(ROWS)).isEqualTo(before + 1);
    }
}
