package dev.sallyport.base.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import dev.sallyport.testing.Api;
import dev.sallyport.testing.LogRecorder;
import dev.sallyport.testing.Mailbox;
import dev.sallyport.testing.People;
import dev.sallyport.testing.Person;
import dev.sallyport.testing.Rows;
import dev.sallyport.testing.TestClock;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

@QuarkusTest
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class TransactionRetryTest {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @Inject
    People people;

    @Inject
    TestClock clock;

    @Inject
    Rows rows;

    @Inject
    Mailbox mailbox;

    @Inject
    DataSource database;

    @AfterEach
    void settle() {
        rows.change("drop function if exists conflict_for_test() cascade; drop sequence if exists conflicts_for_test");
    }

    /** From now on the trail's row of such an act of the person meets a conflict, so many times. */
    private void undo(Person person, String type, String sqlState, int times) {
        rows.change("""
                create sequence conflicts_for_test;
                create function conflict_for_test() returns trigger language plpgsql as $$
                begin
                    -- a sequence counts on over a rollback
                    if nextval('conflicts_for_test') <= %d then
                        raise exception 'undone for a test' using errcode = '%s';
                    end if;
                    return new;
                end $$;
                create trigger conflict_for_test before insert on audit_event
                    for each row when (new.type = '%s' and new.user_id = '%s')
                    execute function conflict_for_test()
                """.formatted(times, sqlState, type, person.userId));
    }

    private int tries() {
        return rows.number("select last_value from conflicts_for_test");
    }

    @Test
    @DisplayName("[RACE-13] a sign-in that three conflicts undo is repeated: one session, one attempt, one mail")
    void three_conflicts_are_repeated() {
        Person ada = people.newcomer();
        String challenge = people.challengeFor(ada);
        String code = mailbox.awaitCode(ada.email, 1);
        undo(ada, "authn_login_success", "40001", 3);

        Api.verify(challenge, "email_code", code).statusCode(200);

        assertThat(tries()).isEqualTo(4);
        assertThat(rows.sessionsOf(ada)).isOne();
        assertThat(rows.auditsOf(ada, "authn_login_success")).isOne();
        assertThat(rows.number("select count(*) from mail_outbox where user_id = ?::uuid", ada.userId))
                .isOne();
        Api.verify(challenge, "email_code", code).statusCode(401);
    }

    @Test
    @DisplayName("[RACE-13] [THRT-09] a fourth conflict is a 503 that used nothing up: the same code signs in after it")
    void a_fourth_conflict_is_told() {
        Person ada = people.enrolled();
        String challenge = people.challengeFor(ada);
        String code = ada.app.codeAt(clock.instant());
        int sessions = rows.sessionsOf(ada);
        undo(ada, "authn_login_success", "40P01", 4);

        Api.verify(challenge, "totp", code)
                .statusCode(503)
                .header("Retry-After", equalTo("5"))
                .body("type", equalTo("urn:sallyport:problem:unavailable"));

        assertThat(tries()).isEqualTo(4);
        assertThat(rows.sessionsOf(ada)).isEqualTo(sessions);
        assertThat(rows.number(
                        "select failures from challenge where user_id = ?::uuid and closed_at is null", ada.userId))
                .isZero();
        Api.verify(challenge, "totp", code).statusCode(200);
    }

    @Test
    @DisplayName("[RACE-13] a transaction that a method declares is repeated as well")
    void declared_transactions_are_repeated() {
        Person ada = people.enrolled();
        undo(ada, "paper_key_renewed", "40001", 3);
        Api.as(ada.accessToken).post("/v1/me/paper-key").then().statusCode(201);
        assertThat(tries()).isEqualTo(4);
        assertThat(rows.auditsOf(ada, "paper_key_renewed")).isOne();
    }

    @Test
    @DisplayName("[RACE-13] other failures are not repeated")
    void faults_are_not_repeated() {
        Person ada = people.enrolled();
        undo(ada, "authn_login_success", "23514", 9);
        String challenge = people.challengeFor(ada);
        Api.verify(challenge, "totp", ada.app.codeAt(clock.instant())).statusCode(500);
        assertThat(tries()).isOne();
    }

    @Test
    @DisplayName("[RACE-13] a sign-in that PostgreSQL chooses to end a deadlock begins again and succeeds")
    void a_real_deadlock_is_repeated() throws Exception {
        Person ada = people.enrolled();
        boolean outlived = false;
        // On a machine that is too busy the other side may be the one that PostgreSQL chooses: once more, then.
        for (int round = 0; round < 10 && !outlived; round++) {
            try (LogRecorder log = LogRecorder.open()) {
                outlived = deadlock(ada)
                        && log.lines().stream()
                                .anyMatch(line -> line.contains("Repeating a rolled-back transaction: 40P01"));
            }
            clock.nextStep();
        }
        assertThat(outlived).isTrue();
    }

    /** The service has the challenge and waits for the user; this side has the user, and asks for the challenge. */
    private boolean deadlock(Person person) throws Exception {
        String challenge = people.challengeFor(person);
        String code = person.app.codeAt(clock.instant());
        int sessions = rows.sessionsOf(person);
        CompletableFuture<Response> answer;
        try (Connection other = database.getConnection();
                Statement statement = other.createStatement()) {
            other.setAutoCommit(false);
            statement.execute("set local deadlock_timeout = '4s'");
            statement.execute("select from app_user where id = '" + person.userId + "' for update");
            answer = CompletableFuture.supplyAsync(
                    () -> Api.verify(challenge, "totp", code).extract().response());
            rows.awaitWaiting();
            statement.execute("select from challenge where user_id = '" + person.userId + "' for update");
            other.commit();
        } catch (SQLException chosen) {
            return false;
        }
        assertThat(answer.get(PATIENCE.toSeconds(), TimeUnit.SECONDS).statusCode())
                .isEqualTo(200);
        assertThat(rows.sessionsOf(person)).isEqualTo(sessions + 1);
        return true;
    }
}
