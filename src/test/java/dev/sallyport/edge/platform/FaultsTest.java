package dev.sallyport.edge.platform;

import static dev.sallyport.testing.Ceremonies.refused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import dev.sallyport.testing.Api;
import dev.sallyport.testing.LogRecorder;
import dev.sallyport.testing.People;
import dev.sallyport.testing.Person;
import dev.sallyport.testing.Rows;
import dev.sallyport.testing.Secrets;
import dev.sallyport.testing.TestClock;
import dev.sallyport.testing.TotpApp;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.util.List;
import org.jboss.logmanager.ExtLogRecord;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

/** Faults put into the rows of one person: what the client gets, and what the log keeps. */
@QuarkusTest
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class FaultsTest {

    /** More than any count allows. */
    private static final int FAULTS = 11;

    @Inject
    People people;

    @Inject
    Rows database;

    @Inject
    TestClock clock;

    private static void assertOneStack(LogRecorder log, Response answer) {
        refused(answer.then(), 500, "internal");
        assertThat(answer.asString()).doesNotContainPattern("Exception|\\bat [a-z]+\\.|SQL|hibernate|dev\\.sallyport");
        String id = answer.header("X-Request-Id");
        assertThat(answer.jsonPath().getString("instance")).isEqualTo("urn:uuid:" + id);
        List<ExtLogRecord> failures = log.records().stream()
                .filter(logged -> logged.getThrown() != null && id.equals(logged.getMdc("requestId")))
                .toList();
        assertThat(failures).hasSize(1);
    }

    @Test
    @DisplayName("[LOGS-06] a sealed secret that cannot be opened is a 500 with one stack trace, and starts no session")
    void a_changed_seal() {
        Person ada = people.enrolled();
        database.change(
                "update totp_authenticator set sealed_secret = set_byte(sealed_secret, 20,"
                        + " (get_byte(sealed_secret, 20) + 1) % 256) where user_id = ?::uuid",
                ada.userId);
        String challenge = people.challengeFor(ada);
        try (LogRecorder log = LogRecorder.open()) {
            Response answer = Api.verify(challenge, "totp", ada.app.codeAt(clock.instant()))
                    .extract()
                    .response();
            assertOneStack(log, answer);
            new Secrets()
                    .addCode(ada.app.codeAt(clock.instant()))
                    .assertAbsentFrom("the log", String.join("", log.lines()));
        } finally {
            database.change("delete from totp_authenticator where user_id = ?::uuid", ada.userId);
        }
    }

    @Test
    @DisplayName(
            "[LOGS-06] a stored password without a valid form is refused like a wrong one, and never signs a user in")
    void a_changed_password_hash() {
        Person ada = people.newcomer();
        for (String hash : List.of("", "x", "$argon2id$", "$argon2id$v=19$m=99999999,t=1,p=1$c2FsdHNhbHQ$aGFzaA")) {
            database.change("update password_credential set hash = ? where user_id = ?::uuid", hash, ada.userId);
            refused(Api.signIn(ada.email, People.PASSWORD, null), 401, "invalid-credentials");
        }
    }

    @Test
    @DisplayName("[LOGS-06] a failure within a transaction leaves nothing of it behind")
    void a_failing_transaction() {
        Person ada = people.signedIn();
        database.change("alter table trusted_device add constraint fault check (revoked_at is null) not valid");
        try (LogRecorder log = LogRecorder.open()) {
            Response pending = Api.startEnrollment(ada.accessToken).extract().response();
            String code = new TotpApp(pending.path("secret")).codeAt(clock.instant());
            Response answer = Api.confirm(ada.accessToken, pending.path("id"), code)
                    .extract()
                    .response();
            assertOneStack(log, answer);
        } finally {
            database.change("alter table trusted_device drop constraint fault");
        }
        Api.as(ada.accessToken)
                .get("/v1/me/two-factor")
                .then()
                .statusCode(200)
                .body("enabled", equalTo(false))
                .body("recoveryCodesRemaining", equalTo(0));
        Api.session(ada.accessToken).statusCode(200).body("acr", equalTo("1fa"));
        assertThat(database.number(
                        "select count(*) from audit_event where user_id = ?::uuid and type = 'two_factor_enabled'",
                        ada.userId))
                .isZero();
    }

    @Test
    @DisplayName(
            "[THRT-09] a fault after a right code does not spend it and counts no failure: the code is accepted afterwards")
    void a_fault_at_the_second_step_is_no_guess() {
        Person ada = people.enrolled();
        String challenge = people.challengeFor(ada);
        String code = ada.app.codeAt(clock.instant());
        failing("session", "user_id <> '" + ada.userId + "'", () -> {
            for (int fault = 0; fault < FAULTS; fault++) {
                Api.verify(challenge, "totp", code).statusCode(500);
            }
            Api.verify(challenge, "recovery_code", ada.recoveryCodes.get(0)).statusCode(500);
        });

        assertThat(database.number(
                        "select consecutive_failures::bigint from failed_attempts where user_id = ?::uuid", ada.userId))
                .isZero();
        Api.verify(challenge, "totp", code).statusCode(200);
        Api.verify(people.challengeFor(ada), "recovery_code", ada.recoveryCodes.get(0))
                .statusCode(200);
    }

    @Test
    @DisplayName("[THRT-09] faults after a right password count no guess")
    void a_fault_at_the_first_step_is_no_guess() {
        Person ada = people.newcomer();
        failing("challenge", "user_id <> '" + ada.userId + "'", () -> {
            for (int fault = 0; fault < FAULTS; fault++) {
                Api.signIn(ada.email, People.PASSWORD, null).statusCode(500);
            }
        });

        Api.signIn(ada.email, People.PASSWORD, null).statusCode(200);
    }

    @Test
    @DisplayName("[THRT-09] a password that cannot be compared is no guess, at sign-in and at step-up")
    void a_fault_of_the_comparison_is_no_guess() {
        Person ada = people.signedIn();
        Object key = database.list("select pepper_key_id from password_credential where user_id = ?::uuid", ada.userId)
                .get(0)
                .get("pepper_key_id");
        database.change("update password_credential set pepper_key_id = 1 where user_id = ?::uuid", ada.userId);
        for (int fault = 0; fault < FAULTS; fault++) {
            Api.signIn(ada.email, People.PASSWORD, null).statusCode(500);
            passwordAgain(ada).statusCode(500);
        }
        database.change("update password_credential set pepper_key_id = ? where user_id = ?::uuid", key, ada.userId);

        Api.signIn(ada.email, People.PASSWORD, null).statusCode(200);
        passwordAgain(ada).statusCode(200);
    }

    private static ValidatableResponse passwordAgain(Person person) {
        return Api.as(person.accessToken)
                .body(Api.body("method", "password", "password", People.PASSWORD))
                .post("/v1/me/step-up")
                .then();
    }

    /** Meanwhile no row of this table can be written but such. */
    private void failing(String table, String condition, Runnable work) {
        database.change("alter table " + table + " add constraint fault check (" + condition + ") not valid");
        try {
            work.run();
        } finally {
            database.change("alter table " + table + " drop constraint fault");
        }
    }
}
