package dev.sallyport.moving;

import static dev.sallyport.moving.Imports.lines;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.nullValue;

import dev.sallyport.clients.TestClients;
import dev.sallyport.clients.TestClients.TestClient;
import dev.sallyport.testing.Api;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

/** An import that runs by itself is asked and cancelled by its client. */
@QuarkusTest
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class LongImportTest extends LongImports {

    @Test
    @DisplayName("[MOVE-15] An import is accepted, done, and says how far it is and which rows failed, without secrets")
    void an_import_is_accepted_and_done() {
        List<Map<String, Object>> body = some("ann", 120);
        body.set(60, imports.row("bad60", "password", Api.body("hash", "$1$" + SECRET)));
        body.set(61, imports.row("bad61", "email", "none"));
        ValidatableResponse accepted = send("\n" + lines(body), "")
                .statusCode(202)
                .header("Preference-Applied", "respond-async")
                .contentType("application/json")
                .body("state", equalTo("queued"))
                .body("lines", equalTo(121))
                .body("line", equalTo(0))
                .body("startedAt", nullValue());
        String id = accepted.extract().path("id");
        accepted.header("Location", "/v1/admin/imports/" + id);

        runToTheEnd(id);

        ask(id, "")
                .statusCode(200)
                .body("state", equalTo("done"))
                .body("line", equalTo(121))
                .body("rows", equalTo(120))
                .body("created", equalTo(118))
                .body("failed", equalTo(2));
        String next = ask(id, "/failures?limit=1")
                .statusCode(200)
                .body("items", hasSize(1))
                .body("items[0].line", equalTo(62))
                .body("items[0].problem.errors[0].field", equalTo("password.hash"))
                .extract()
                .path("next");
        String last = ask(id, "/failures?limit=1&after=" + next)
                .statusCode(200)
                .body("items[0].line", equalTo(63))
                .body("next", nullValue())
                .extract()
                .asString();
        assertThat(last).doesNotContain(SECRET);
        assertThat(count("app_user", "email = ?", imports.email("ann119"))).isOne();
        assertThat(count("user_import_chunk", "import_id = ?::uuid", id)).isZero();
        assertThat(rows.dump("user_import_failure")).doesNotContain(SECRET);
        assertThat(count("audit_event", "type = 'users_import_started' and details ->> 'import' = ?", id))
                .isOne();
        assertThat(count(
                        "audit_event",
                        "type = 'users_imported' and actor_kind = 'client' and actor_id = ? and details ->> 'import' = ?"
                                + " and details ->> 'created' = '118' and details ->> 'complete' = 'true'",
                        client.id(),
                        id))
                .isOne();
        assertThat(count("audit_event", "type = 'user_created' and details ->> 'import' = ?", id))
                .isEqualTo(118);
    }

    @Test
    @DisplayName("[MOVE-15] A dry run can be accepted too, and changes nothing")
    void a_dry_run_changes_nothing() {
        String id = send(lines(some("bob", 3)), "?dryRun=true")
                .statusCode(202)
                .extract()
                .path("id");

        runToTheEnd(id);

        ask(id, "").body("dryRun", equalTo(true)).body("created", equalTo(3));
        assertThat(count("app_user", "email = ?", imports.email("bob0"))).isZero();
    }

    @Test
    @DisplayName("[MOVE-15] To another client an import is not there: it cannot be read, nor cancelled")
    void another_client_finds_nothing() {
        String id = sent(lines(some("dan", 1)));
        TestClient owner = client;
        client = TestClients.with("import");

        ask(id, "").statusCode(404);
        ask(id, "/failures").statusCode(404);
        cancel(id).statusCode(404);

        delete(client);
        client = owner;
        ask(id, "").body("state", equalTo("queued"));
    }

    @Test
    @DisplayName("[MOVE-15] A client that takes JSON alone can ask for an import that runs by itself, and for no other")
    void json_is_enough() {
        ValidatableResponse accepted = Imports.send(
                client.basic(Api.json()).accept("application/json").header("Prefer", "respond-async"),
                lines(some("joe", 1)),
                "");
        cancel(accepted.statusCode(202)
                        .contentType("application/json")
                        .extract()
                        .path("id"))
                .statusCode(204);

        Imports.send(client.basic(Api.json()).accept("application/json"), lines(some("joe", 1)), "")
                .statusCode(406);
        Imports.send(client.basic(Api.json()).accept("application/x-ndjson"), lines(some("joe", 1)), "")
                .statusCode(200)
                .contentType("application/x-ndjson");
    }

    @Test
    @DisplayName("[MOVE-15] A client has one import at a time that runs by itself; an answered one is not in its way")
    void one_at_a_time() {
        String id = sent(lines(some("eve", 1)));

        send(lines(some("fay", 1)), "").statusCode(409).body("detail", containsString(id));
        Imports.send(client.basic(Api.json()), lines(some("gus", 1)), "").statusCode(200);

        cancel(id).statusCode(204);
        cancel(send(lines(some("fay", 1)), "").statusCode(202).extract().path("id"))
                .statusCode(204);
    }

    @Test
    @DisplayName("[MOVE-15] What was cancelled is not begun, even by a replica that is at it; what was done stays")
    void a_cancelled_import_is_left() {
        String id = sent(lines(some("hal", 120)));
        // The replica waits for the user of row 60, and meanwhile the client cancels.
        Imports.send(lines(List.of(imports.row("hal60"))), "").statusCode(200);
        Thread replica = new Thread(() -> jobs.continueOne());
        rows.whileHeld("select 1 from app_user where email = '" + imports.email("hal60") + "' for update", () -> {
            replica.start();
            rows.awaitWaiting();
            cancel(id).statusCode(204);
        });
        join(replica);

        ask(id, "")
                .body("state", equalTo("cancelled"))
                .body("line", equalTo(60))
                .body("created", equalTo(60));
        assertThat(count("app_user", "email = ?", imports.email("hal59"))).isOne();
        assertThat(count("app_user", "email = ?", imports.email("hal61"))).isZero();
        assertThat(count(
                        "audit_event",
                        "type = 'users_imported' and details ->> 'import' = ? and details ->> 'state' = 'cancelled'",
                        id))
                .isOne();
        cancel(id).statusCode(204);
        ask(id, "").body("state", equalTo("cancelled"));
    }
}
