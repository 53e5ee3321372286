package dev.sallyport.moving;

import static dev.sallyport.moving.Imports.answers;
import static dev.sallyport.moving.Imports.lines;
import static dev.sallyport.moving.Imports.run;
import static dev.sallyport.moving.Imports.send;
import static dev.sallyport.moving.Imports.statuses;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sallyport.testing.Api;
import dev.sallyport.testing.Rows;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

/** Rows that came together are done in one transaction, and are independent all the same. */
@QuarkusTest
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class BatchImportTest {

    @Inject
    Rows rows;

    private final Imports imports = new Imports();

    private int transactions(String... names) {
        return rows.number("select count(distinct xmin::text) from app_user where email = any(?)", (Object)
                List.of(names).stream().map(imports::email).toArray(String[]::new));
    }

    @Test
    @DisplayName("[MOVE-01] Rows that came together are one transaction, whatever one of them contradicts")
    void rows_are_one_transaction() {
        run(imports.row("uma"));

        List<JsonNode> answers = run(
                imports.row("ann"),
                imports.row("bob", "email", imports.email("uma")),
                imports.row("cem", "email", "none"),
                imports.row("dan"));

        assertThat(statuses(answers)).containsExactly("created", "failed", "failed", "created");
        assertThat(transactions("ann", "dan")).isOne();
    }

    @Test
    @DisplayName("[MOVE-01] Each row sees what the rows before it have done")
    void rows_see_those_before() {
        List<JsonNode> answers = run(
                imports.row("eve", "emailVerified", false),
                imports.row("eve"),
                imports.row("eve"),
                imports.row("eve", "locale", "de"),
                imports.row("eve", "locale", "de"));

        assertThat(statuses(answers)).containsExactly("created", "updated", "unchanged", "updated", "unchanged");
    }

    @Test
    @DisplayName("[MOVE-01] Where a row fails in the database, all that came with it are done one by one")
    void rows_are_done_one_by_one() {
        String name = imports.named("shop");
        String body = lines(List.of(
                imports.row("fay"),
                imports.row("gus", "accounts", List.of(Api.body("externalId", name, "name", "Shop", "role", "member"))),
                imports.row("hal")));
        CompletableFuture<List<JsonNode>> answers = new CompletableFuture<>();
        // Another import is creating the account, so that the row waits for it and then violates a key.
        rows.whileExecuted(
                "insert into account (id, name, external_id, created_at) values (gen_random_uuid(), 'Shop', '" + name
                        + "', now())",
                () -> {
                    answers.completeAsync(() -> answers(send(body, "")));
                    rows.awaitWaiting();
                });

        assertThat(statuses(answers.join())).containsExactly("created", "created", "created");
        assertThat(transactions("fay", "gus", "hal")).isEqualTo(3);
        assertThat(rows.number("select count(*) from account where external_id = ?", name))
                .isOne();
    }
}
