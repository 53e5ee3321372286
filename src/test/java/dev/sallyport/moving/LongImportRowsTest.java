package dev.sallyport.moving;

import static dev.sallyport.moving.Imports.lines;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.hamcrest.Matchers.equalTo;

import dev.sallyport.accounts.password.HashingPool;
import dev.sallyport.accounts.password.PasswordConfig;
import dev.sallyport.base.language.Language;
import dev.sallyport.security.caller.BackgroundClient;
import dev.sallyport.security.caller.ClientContext;
import dev.sallyport.security.crypto.HashingThreads;
import dev.sallyport.testing.Api;
import dev.sallyport.testing.Await;
import dev.sallyport.testing.RecordedLog;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

/** Rows that wait for an import are sealed, done once by whichever replica, and deleted. */
@QuarkusTest
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class LongImportRowsTest extends LongImports {

    @Inject
    HashingPool hashing;

    @Inject
    PasswordConfig passwords;

    @Inject
    MeterRegistry meters;

    @Test
    @DisplayName("[MOVE-16] Rows that wait are stored sealed, and are gone once they are done")
    void rows_that_wait_are_sealed() {
        String id = sent(lines(List.of(imports.row("cem", "totp", List.of(Api.body("secret", SECRET))))));

        assertThat(count("user_import_chunk", "import_id = ?::uuid", id)).isOne();
        assertThat(count(
                        "user_import_chunk",
                        "import_id = ?::uuid and position(?::bytea in sealed_rows) > 0",
                        id,
                        SECRET.getBytes(StandardCharsets.US_ASCII)))
                .isZero();
        cancel(id).statusCode(204);
        assertThat(count("user_import_chunk", "import_id = ?::uuid", id)).isZero();
    }

    @Test
    @DisplayName("[MOVE-17] Another replica continues behind the last row, when the claim of one that died has ended")
    void another_replica_continues() {
        String id = sent(lines(some("ida", 70)));
        rows.change(
                "update user_import set state = 'running', claim = 1, line = 10, created = 10,"
                        + " claimed_until = created_at + interval '2 minutes' where id = ?::uuid",
                id);
        assertThat(jobs.continueOne()).isFalse();

        clock.advance(ImportJobRepository.CLAIM.plusSeconds(1));
        while (jobs.continueOne()) {
            ask(id, "").body("state", equalTo("done"));
        }

        ask(id, "").body("state", equalTo("done")).body("rows", equalTo(70)).body("created", equalTo(70));
        assertThat(count("app_user", "email = ?", imports.email("ida9"))).isZero();
        assertThat(count("app_user", "email = ?", imports.email("ida10"))).isOne();
        assertThat(rows.number("select claim from user_import where id = ?::uuid", id))
                .isEqualTo(2);
    }

    @Test
    @DisplayName("[MOVE-17] A replica whose claim has passed to another does no more rows")
    void a_lost_claim_ends_the_work() {
        String id = sent(lines(some("jim", 10)));
        Imports.send(lines(List.of(imports.row("jim5"))), "").statusCode(200);
        Thread replica = new Thread(() -> jobs.continueOne());
        rows.whileHeld("select 1 from app_user where email = '" + imports.email("jim5") + "' for update", () -> {
            replica.start();
            rows.awaitWaiting();
            rows.change("update user_import set claim = claim + 1 where id = ?::uuid", id);
        });
        join(replica);

        assertThat(count("app_user", "email = ?", imports.email("jim0"))).isZero();
        ask(id, "").body("state", equalTo("running")).body("line", equalTo(0));
        runToTheEnd(id);
        ask(id, "").body("created", equalTo(9)).body("updated", equalTo(1));
    }

    @Test
    @DisplayName("[MOVE-17] Rows wait while the threads that hash are busy, and none fails for it")
    void rows_wait_for_the_threads_that_hash() throws InterruptedException {
        String id = sent(lines(List.of(imports.row(
                "ola",
                "totp",
                List.of(Api.body("secret", SECRET)),
                "recoveryCodes",
                List.of(Api.body("code", "aB3dE-fG7hU"))))));
        CountDownLatch end = new CountDownLatch(1);
        CountDownLatch begun = new CountDownLatch(HashingThreads.ofThisProcess());
        Callable<Boolean> busy = () -> {
            begun.countDown();
            return end.await(30, TimeUnit.SECONDS);
        };
        Thread hashed = hashing(HashingThreads.ofThisProcess(), busy);
        begun.await();
        // Only now: while the threads are free, a full queue refuses what they are about to take.
        Thread queued = hashing(passwords.queue(), busy);
        try {
            Await.await(
                    "a full queue",
                    () -> !queued.isAlive()
                            || meters.get("sallyport.hashes.waiting").gauge().value() >= passwords.queue());
            try (RecordedLog log = RecordedLog.open()) {
                jobs.onTick();
                assertThat(log.text()).contains("Import " + id + " is continued later");
            }
            ask(id, "")
                    .body("state", equalTo("running"))
                    .body("line", equalTo(0))
                    .body("failed", equalTo(0));
        } finally {
            end.countDown();
        }
        join(hashed);
        join(queued);

        runToTheEnd(id);
        ask(id, "").body("state", equalTo("done")).body("created", equalTo(1)).body("failed", equalTo(0));
    }

    private Thread hashing(int times, Callable<Boolean> work) {
        Thread caller = new Thread(() -> hashing.callAll(Collections.nCopies(times, work)));
        caller.start();
        return caller;
    }

    @Test
    @DisplayName("[MOVE-16] An import that has not ended after seven days fails, and its rows are deleted")
    void an_import_has_an_end() {
        String id = sent(lines(some("kai", 2)));
        rows.change("update user_import set created_at = created_at - interval '8 days' where id = ?::uuid", id);

        runToTheEnd(id);

        ask(id, "").body("state", equalTo("failed")).body("rows", equalTo(0));
        assertThat(count("user_import_chunk", "import_id = ?::uuid", id)).isZero();
        assertThat(count("app_user", "email = ?", imports.email("kai0"))).isZero();
    }

    @Test
    @DisplayName("[MOVE-15] An import ends where its client loses the scope, and its rows are deleted")
    void a_client_without_the_scope() {
        String id = sent(lines(some("mia", 2)));
        Api.asClient()
                .body("{\"scopes\": [\"introspect\"]}")
                .patch("/v1/admin/clients/{id}", client.id())
                .then()
                .statusCode(200);

        runToTheEnd(id);

        assertThat(rows.text("select state from user_import where id = ?::uuid", id))
                .isEqualTo("failed");
        assertThat(count("user_import_chunk", "import_id = ?::uuid", id)).isZero();
        assertThat(count("app_user", "email = ?", imports.email("mia0"))).isZero();
    }

    @Test
    @DisplayName("[MOVE-16] An import whose rows do not open fails, and says so")
    void rows_that_do_not_open() {
        String id = sent(lines(some("lea", 2)));
        rows.change(
                "update user_import_chunk set sealed_rows = set_byte(sealed_rows, 20, 255 - get_byte(sealed_rows, 20))"
                        + " where import_id = ?::uuid",
                id);

        runToTheEnd(id);

        ask(id, "").body("state", equalTo("failed"));
        assertThat(count("user_import_chunk", "import_id = ?::uuid", id)).isZero();
    }

    private static ImportTask task(String client) {
        return ImportTask.answered(false, new BackgroundClient(client), ClientContext.NO_REQUEST, Language.ENGLISH);
    }

    @Test
    @DisplayName("[MOVE-16] Of a body that is too large, or that breaks off, nothing stays")
    void nothing_stays_of_half_a_body() {
        String body = lines(some("mia", 120));
        ImportTask task = task(client.id());
        InputStream broken = new InputStream() {
            @Override
            public int read() throws IOException {
                throw new IOException("The connection is closed");
            }
        };
        InputStream half = new ByteArrayInputStream(body.getBytes(StandardCharsets.UTF_8));

        assertThatThrownBy(() -> uploads.receive(new SequenceInputStream(half, broken), 1 << 20, task))
                .isInstanceOf(IOException.class);
        assertThat(count("user_import", "client_id = ?", client.id())).isZero();

        assertThatThrownBy(() -> uploads.receive(
                                new ByteArrayInputStream(body.getBytes(StandardCharsets.UTF_8)), 20_000, task)
                        .orElseThrow())
                .hasMessageContaining("payload-too-large");
        assertThat(count("user_import", "client_id = ?", client.id())).isZero();
    }

    @Test
    @DisplayName("[MOVE-15] A client that is deleted while its upload begins does not exist")
    void a_client_that_is_gone() {
        ImportTask task = task("gone-" + client.id());

        assertThatThrownBy(() -> uploads.receive(InputStream.nullInputStream(), 1 << 20, task)
                        .orElseThrow())
                .hasMessageContaining("not-authenticated");
    }

    @Test
    @DisplayName("[MOVE-16] What the upload of a replica that died has left is deleted")
    void an_abandoned_upload_is_deleted() {
        String id = sent(lines(some("nia", 1)));
        rows.change("update user_import set state = 'receiving', claimed_until = created_at where id = ?::uuid", id);
        ask(id, "").statusCode(404);
        clock.advance(ImportJobRepository.RECEIVING);

        jobs.onTick();

        assertThat(count("user_import", "id = ?::uuid", id)).isZero();
    }
}
