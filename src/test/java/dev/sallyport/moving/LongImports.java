package dev.sallyport.moving;

import static dev.sallyport.moving.Imports.BCRYPT;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.clients.TestClients;
import dev.sallyport.clients.TestClients.TestClient;
import dev.sallyport.testing.Api;
import dev.sallyport.testing.Rows;
import dev.sallyport.testing.TestClock;
import io.quarkus.scheduler.Scheduler;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** Imports that run by themselves, of a client that is there for one test. */
abstract class LongImports {

    static final String SECRET = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ";

    @Inject
    ImportJobs jobs;

    @Inject
    ImportUploads uploads;

    @Inject
    Rows rows;

    @Inject
    TestClock clock;

    @Inject
    Scheduler scheduler;

    final Imports imports = new Imports();
    TestClient client;

    /** Each test runs the imports itself. */
    @BeforeEach
    void newClient() {
        scheduler.pause(ImportJobs.CONTINUING);
        client = TestClients.with("import");
    }

    /** Deletes its imports too. */
    @AfterEach
    void deleteClient() {
        delete(client);
        assertThat(count("user_import", "client_id = ?", client.id())).isZero();
        scheduler.resume(ImportJobs.CONTINUING);
    }

    static void delete(TestClient client) {
        Api.asClient().delete("/v1/admin/clients/{id}", client.id()).then().statusCode(204);
    }

    ValidatableResponse send(String body, String query) {
        return Imports.send(client.basic(Api.json()).header("Prefer", "respond-async"), body, query);
    }

    ValidatableResponse ask(String id, String path) {
        return client.basic(Api.json()).get("/v1/admin/imports/" + id + path).then();
    }

    ValidatableResponse cancel(String id) {
        return client.basic(Api.json()).delete("/v1/admin/imports/" + id).then();
    }

    List<Map<String, Object>> some(String name, int count) {
        List<Map<String, Object>> some = new ArrayList<>();
        for (int at = 0; at < count; at++) {
            some.add(imports.row(name + at, "password", Api.body("hash", BCRYPT)));
        }
        return some;
    }

    String sent(String body) {
        return send(body, "").statusCode(202).extract().path("id");
    }

    void runToTheEnd(String id) {
        rows.change("update user_import set claimed_until = created_at where id = ?::uuid", id);
        while (rows.number("select count(*) from user_import where id = ?::uuid and finished_at is null", id) > 0) {
            assertThat(jobs.continueOne()).isTrue();
        }
    }

    int count(String table, String condition, Object... values) {
        return rows.number("select count(*) from " + table + " where " + condition, values);
    }

    static void join(Thread thread) {
        try {
            thread.join(20_000);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        assertThat(thread.isAlive()).isFalse();
    }
}
