package dev.sallyport.moving;

import static dev.sallyport.moving.Imports.run;
import static dev.sallyport.moving.Imports.statuses;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sallyport.testing.Api;
import dev.sallyport.testing.People;
import dev.sallyport.testing.Person;
import dev.sallyport.testing.Rows;
import io.quarkus.scheduler.Scheduler;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

/** Rows of an import that name an account whose erasure has begun: its members are erased with it. */
@QuarkusTest
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class ErasedAccountImportTest {

    private static final String BEGUN = "update account set erased_at = now() where id = ";

    @Inject
    People people;

    @Inject
    DataSource database;

    @Inject
    Scheduler scheduler;

    @Inject
    Rows rows;

    private final Imports imports = new Imports();

    @BeforeEach
    void the_erasure_does_not_continue() {
        scheduler.pause();
    }

    @AfterEach
    void it_continues() {
        scheduler.resume();
    }

    private Map<String, Object> row(String name, String key, String account) {
        return imports.row(name, "accounts", List.of(Api.body(key, account, "name", "Acme", "role", "member")));
    }

    private void refused(List<JsonNode> answers, String field) {
        assertThat(statuses(answers)).containsExactly("failed");
        assertThat(Imports.field(answers.get(0))).isEqualTo(field);
        assertThat(rows.number("select count(*) from app_user where email like '%' || ?", imports.email("")))
                .isZero();
    }

    @Test
    @DisplayName("[ERAS-05] no row joins an account that is being erased, by whichever id it names the account")
    void no_row_joins() {
        String account = people.newcomer().accountId;
        String externalId = imports.named("crm");
        rows.change("update account set external_id = ? where id = ?::uuid", externalId, account);
        rows.change(BEGUN + "?::uuid", account);

        refused(
                run(imports.row("ada", "accounts", List.of(Api.body("id", account, "role", "member")))),
                "accounts[0].id");
        refused(run(row("ada", "externalId", externalId)), "accounts[0].externalId");
        assertThat(run(row("ada", "externalId", externalId)).toString()).contains("is being erased");
    }

    @Test
    @DisplayName("[ERAS-05] a row that waits while the erasure of its account begins does not join it either")
    void a_waiting_row_does_not_join() throws Exception {
        Person owner = people.newcomer();
        CompletableFuture<List<JsonNode>> answers;
        try (Connection erasure = database.getConnection();
                Statement statement = erasure.createStatement()) {
            erasure.setAutoCommit(false);
            statement.execute(of(owner) + "for update");
            answers = CompletableFuture.supplyAsync(() -> run(joining(owner)));
            rows.awaitWaiting();
            statement.execute(BEGUN + "'" + owner.accountId + "'");
            erasure.commit();
        }
        refused(answers.get(30, TimeUnit.SECONDS), "accounts[0].id");
    }

    @Test
    @DisplayName("[ERAS-05] the erasure of an account waits for a row that joins it, before it touches a member")
    void the_erasure_waits_for_a_row_that_joins() throws Exception {
        Person owner = people.newcomer();
        CompletableFuture<Integer> erasure;
        try (Connection row = database.getConnection();
                Statement statement = row.createStatement()) {
            row.setAutoCommit(false);
            statement.execute(of(owner) + "for key share");
            erasure = CompletableFuture.supplyAsync(() ->
                    Api.asClient().delete("/v1/accounts/{id}", owner.accountId).statusCode());
            rows.awaitWaiting();
            ResultSet members = statement.executeQuery(
                    "select from membership where account_id = '" + owner.accountId + "' for update nowait");
            assertThat(members.next()).isTrue();
            row.rollback();
        }
        assertThat(erasure.get(30, TimeUnit.SECONDS)).isEqualTo(204);
    }

    /** An import locks accounts and users in the order of its rows, and everything else all accounts before users. */
    @Test
    @DisplayName("[RACE-08] a row does not wait for a change of its account, so that none waits for the other")
    void a_change_of_the_account_does_not_hold_a_row_up() throws Exception {
        Person owner = people.newcomer();
        try (Connection change = database.getConnection();
                Statement statement = change.createStatement()) {
            change.setAutoCommit(false);
            statement.execute(of(owner) + "for no key update");
            assertThat(statuses(run(joining(owner)))).containsExactly("created");
            change.rollback();
        }
    }

    private static String of(Person owner) {
        return "select from account where id = '" + owner.accountId + "' ";
    }

    private Map<String, Object> joining(Person owner) {
        return imports.row("ada", "accounts", List.of(Api.body("id", owner.accountId, "role", "member")));
    }
}
