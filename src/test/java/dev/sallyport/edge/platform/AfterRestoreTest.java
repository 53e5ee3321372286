package dev.sallyport.edge.platform;

import static dev.sallyport.testing.Ceremonies.refused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import dev.sallyport.testing.Api;
import dev.sallyport.testing.Ceremonies;
import dev.sallyport.testing.Mailbox;
import dev.sallyport.testing.People;
import dev.sallyport.testing.Person;
import dev.sallyport.testing.Rows;
import dev.sallyport.testing.SallyportResource;
import dev.sallyport.testing.TestClock;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import javax.sql.DataSource;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

/** What an operator runs after a restore, on a database in the state that a backup would bring back. */
@QuarkusTest
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class AfterRestoreTest {

    @Inject
    People people;

    @Inject
    Ceremonies ceremonies;

    @Inject
    Mailbox mailbox;

    @Inject
    TestClock clock;

    @Inject
    Rows rows;

    @Inject
    DataSource database;

    @Test
    @DisplayName("[RELY-09] sessions, devices and half-finished sign-ins of the backup are void")
    void sign_ins_are_void() throws IOException, SQLException {
        Person ada = people.signedIn();
        String challenge = people.challengeFor(ada);
        String code = mailbox.awaitCode(ada.email, 2);
        Api.session(ada.accessToken).statusCode(200);
        Api.challenge(challenge).statusCode(200);

        runScript();

        refused(Api.session(ada.accessToken), 401, "not-authenticated");
        Api.refresh(ada.refreshToken).statusCode(400).body("error", equalTo("invalid_grant"));
        refused(Api.verify(challenge, "email_code", code), 401, "challenge-expired");
        Api.signIn(ada.email, People.PASSWORD, ada.deviceToken)
                .statusCode(200)
                .body("purpose", equalTo("device_verification"));
    }

    @Test
    @DisplayName("[RELY-09] no code of an app up to now is accepted, and the next one is")
    void codes_up_to_now_are_spent() throws IOException, SQLException {
        Person ada = people.enrolled();
        runScript();
        refused(ceremonies.answerWithApp(ada, clock.instant()), 401, "invalid-code");

        ceremonies.signInWithApp(ada);
        Api.session(ada.accessToken).statusCode(200).body("acr", equalTo("2fa"));
    }

    @Test
    @DisplayName("[RELY-09] links and codes in mails are void: to a new password, another address, an account")
    void mails_are_void() throws IOException, SQLException {
        Person ada = people.signedIn();
        String reset = resetLink(ada);
        String moved = "moved-" + ada.email;
        Api.as(ada.accessToken)
                .body(Api.body("email", moved, "password", People.PASSWORD))
                .put("/v1/me/email")
                .then()
                .statusCode(202);
        String code = mailbox.awaitCode(moved, 1);
        String invitation = invitation(ada);

        runScript();

        refused(Api.setPassword(reset, People.NEW_PASSWORD), 410, "gone");
        refused(Api.setPassword(invitation, People.NEW_PASSWORD), 410, "gone");
        people.signedIn(ada, 2);
        refused(
                Api.as(ada.accessToken)
                        .body(Api.body("code", code))
                        .post("/v1/me/email/confirm")
                        .then(),
                410,
                "gone");
    }

    @Test
    @DisplayName("[RELY-09] what support had under way is cancelled, and the tokens of clients are refused")
    void no_session_continues() throws IOException, SQLException {
        Person ada = people.newcomer();
        Person agent = people.newcomer();
        rows.change(
                "insert into two_factor_reset (id, user_id, requested_by, reason, identity_check, status, created_at)"
                        + " values (gen_random_uuid(), ?::uuid, ?::uuid, 'lost', 'passport', 'requested', now())",
                ada.userId,
                agent.userId);
        rows.change(
                "insert into user_erasure values (?::uuid, now(), false, 'waiting', now() + interval '1 day')",
                ada.userId);
        String token = clientToken();
        Api.as(token).get("/v1/admin/clients").then().statusCode(200);

        runScript();

        assertThat(rows.text("select status from two_factor_reset where user_id = ?::uuid", ada.userId))
                .isEqualTo("cancelled");
        assertThat(rows.number("select count(*) from user_erasure where user_id = ?::uuid", ada.userId))
                .isZero();
        Api.as(token).get("/v1/admin/clients").then().statusCode(401);
        Api.as(clientToken()).get("/v1/admin/clients").then().statusCode(200);
    }

    @Test
    @DisplayName("[RELY-09] it is on record, whole or not at all, and can be run again")
    void it_is_on_record() throws IOException, SQLException {
        Person ada = people.newcomer();
        String epoch = "select epoch from app_user where id = ?::uuid";
        int before = rows.number(epoch, ada.userId);
        String recorded = "select count(*) from audit_event where type = 'backup_restored' and at = ?::timestamptz"
                + " and substring(id::text from 15 for 1) = '7'";
        runScript();
        runScript();
        assertThat(rows.number(recorded, clock.instant().toString())).isEqualTo(2);
        assertThat(rows.number(epoch, ada.userId)).isEqualTo(before + 2);
        assertThat(script()).containsOnlyOnce("\nbegin;").endsWith("\ncommit;\n");
    }

    private static String clientToken() {
        return Api.form("grant_type", "client_credentials")
                .auth()
                .preemptive()
                .basic(SallyportResource.CLIENT_ID, SallyportResource.CLIENT_SECRET)
                .post("/oauth2/token")
                .then()
                .statusCode(200)
                .extract()
                .path("access_token");
    }

    private String resetLink(Person person) {
        Api.json()
                .body(Api.body("email", person.email))
                .post("/v1/password/forgot")
                .then()
                .statusCode(202);
        return mailbox.awaitToken(person.email, "sp_pr_", 1);
    }

    private String invitation(Person owner) {
        String email = "invited-" + owner.email;
        Api.as(owner.accessToken)
                .body(Api.body("email", email, "role", "member"))
                .post("/v1/accounts/{id}/users", owner.accountId)
                .then()
                .statusCode(201);
        return mailbox.awaitToken(email, "sp_in_", 1);
    }

    private static String script() throws IOException {
        return Files.readString(Path.of("deploy", "after-restore.sql"));
    }

    /** As psql would, but at the time of the tests: a function of our own stands before the database's. */
    private void runScript() throws IOException, SQLException {
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("create schema restore; create function restore.now() returns timestamptz language sql as"
                    + " 'select timestamptz ''" + clock.instant()
                    + "'''; set search_path = restore, public, pg_catalog");
            try {
                statement.execute(script());
            } finally {
                statement.execute("rollback; reset search_path; drop schema restore cascade");
            }
        }
    }
}
