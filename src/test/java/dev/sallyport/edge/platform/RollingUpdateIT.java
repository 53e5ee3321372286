package dev.sallyport.edge.platform;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.edge.platform.Replicas.Guest;
import dev.sallyport.security.crypto.Keyset;
import dev.sallyport.security.crypto.KeysetDocuments;
import dev.sallyport.testing.Api;
import dev.sallyport.testing.LoadTest;
import dev.sallyport.testing.People;
import dev.sallyport.testing.Rows;
import io.restassured.response.Response;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
@LoadTest
class RollingUpdateIT {

    private static final int ONE = 0;
    private static final int OTHER = 1;

    private static final int THIRD = 2;

    private static final int JOURNEYS = 10;
    private static final List<String> PURPOSES = List.of("secrets", "tokens", "codes", "passwords");

    /** The key of each sealed value. */
    private static final String SEALED = "select encode(substring(sealed_secret from 2 for 4), 'hex') as key"
            + " from totp_authenticator union all"
            + " select encode(substring(sealed_private_key from 2 for 4), 'hex') from signing_key";

    private static Replicas replicas;

    @BeforeAll
    static void start() throws IOException {
        replicas = Replicas.running();
    }

    @Test
    @DisplayName("[RELY-07] a replica that is asked to stop answers what it has begun")
    void what_was_begun_is_answered() throws Exception {
        Guest ada = replicas.guest(ONE, ONE);
        String challenge = Api.signIn(ada.email(), People.PASSWORD, null)
                .statusCode(200)
                .extract()
                .path("challengeToken");
        String code = replicas.code(ada.email(), 2);
        CompletableFuture<?>[] calls = new CompletableFuture<?>[2];
        replicas.rows().whileHeld("select from app_user where email = '" + ada.email() + "' for update", () -> {
            calls[0] = CompletableFuture.supplyAsync(
                    () -> Api.verify(challenge, "email_code", code).extract().response(),
                    RollingUpdateIT::onItsOwnThread);
            await("select count(*) from pg_stat_activity where wait_event_type = 'Lock'", 1);
            calls[1] = CompletableFuture.runAsync(() -> replicas.restart(ONE), RollingUpdateIT::onItsOwnThread);
            replicas.awaitStopping(ONE);
        });

        Response answer = (Response) calls[0].get(30, TimeUnit.SECONDS);
        // 503 where this machine took longer than a statement may wait: an answer all the same, and nothing is used up.
        assertThat(answer.statusCode()).as(answer.asString()).isIn(200, 503);
        calls[1].get(60, TimeUnit.SECONDS);
        if (answer.statusCode() == 200) {
            Api.session(answer.path("accessToken")).statusCode(200);
        } else {
            Api.verify(challenge, "email_code", code).statusCode(200);
        }
    }

    @Test
    @DisplayName(
            "[RELY-08] [RELY-07] a replica works on, and starts, beside a newer one whose tables have more in them")
    void beside_a_newer_version() {
        Rows rows = replicas.rows();
        rows.change("alter table session add column of_the_next_version text");
        rows.change("alter table app_user add column of_the_next_version int not null default 1");
        rows.change("create table of_the_next_version (id int)");
        rows.change("insert into flyway_schema_history (installed_rank, version, description, type, script, checksum,"
                + " installed_by, execution_time, success) values (9999, '9999', 'next', 'SQL', 'V9999__next.sql', 1,"
                + " 'postgres', 1, true)");
        try {
            replicas.guest(ONE, OTHER);
            replicas.restart(OTHER);
            Guest ada = replicas.guest(OTHER, ONE);
            replicas.use(OTHER);
            Api.refresh(ada.refreshToken()).statusCode(200);
            Api.signIn(ada.email(), People.PASSWORD, ada.deviceToken()).statusCode(200);
        } finally {
            rows.change("delete from flyway_schema_history where version = '9999'");
            rows.change("drop table of_the_next_version");
            rows.change("alter table app_user drop column of_the_next_version");
            rows.change("alter table session drop column of_the_next_version");
            replicas.use(ONE);
        }
    }

    @Test
    @DisplayName("[RELY-07] [CRYP-02] the keys are rotated by rolling restarts of three replicas under steady journeys:"
            + " none fails, nothing needs the former key, and a replica that lacks a key is not ready")
    void a_rotation_under_steady_work() throws Exception {
        String before = Files.readString(replicas.keysetFile());
        String after = before;
        String ahead = before;
        for (String purpose : PURPOSES) {
            after = KeysetDocuments.rotated(after, purpose);
            ahead = KeysetDocuments.withPrimaryOf(
                    KeysetDocuments.with(ahead, purpose, KeysetDocuments.keysetOf(after, purpose)), before, purpose);
        }
        List<String> files = List.of(ahead, after);
        String without = KeysetDocuments.withoutFormer(after, "secrets");
        replicas.withThird(() -> {
            Journeys journeys = Journeys.start(replicas);
            try {
                for (String file : files) {
                    Files.writeString(replicas.keysetFile(), file);
                    replicas.restartTogether(OTHER, THIRD);
                    replicas.restartTogether(ONE);
                }
                String former = hex(before);
                await("select 1 - count(*) from (" + SEALED + ") as sealed where key = '" + former + "'", 1);
                Files.writeString(replicas.keysetFile(), without);
                lackingAKey(() -> replicas.restartTogether(THIRD));
                assertThat(replicas.healthStatus(THIRD, "ready")).isEqualTo(200);
                journeys.finish();
                assertThat(journeys.failures()).isEmpty();
                assertThat(journeys.completed()).isGreaterThan(JOURNEYS);
            } finally {
                journeys.finish();
                Files.writeString(replicas.keysetFile(), files.get(1));
            }
            return null;
        });
    }

    /** Meanwhile a row is under a key that no replica has. */
    private static void lackingAKey(Runnable restart) throws Exception {
        String stranger =
                "update totp_authenticator set sealed_secret = overlay(sealed_secret placing ?::bytea from 2 for 4)"
                        + " where user_id = (select id from app_user where email = ?)";
        Guest ada = replicas.guest(ONE, ONE);
        Api.startEnrollment(ada.accessToken()).statusCode(201);
        String key = replicas.rows()
                .text(
                        "select substring(sealed_secret from 2 for 4) from totp_authenticator"
                                + " where user_id = (select id from app_user where email = ?)",
                        ada.email());
        assertThat(replicas.rows().change(stranger, "\\x00000007", ada.email())).isOne();
        restart.run();
        assertThat(replicas.healthStatus(THIRD, "ready")).isEqualTo(503);
        assertThat(replicas.output(THIRD)).contains("Not ready: rows of totp_authenticator need key 7, which the file");
        assertThat(replicas.rows().change(stranger, key, ada.email())).isOne();
    }

    private static String hex(String document) {
        return HexFormat.of().toHexDigits(Keyset.parse(document).secrets().primaryKeyId());
    }

    private static void await(String count, int atLeast) {
        long end = System.nanoTime() + Duration.ofSeconds(60).toNanos();
        while (replicas.rows().number(count) < atLeast) {
            assertThat(System.nanoTime()).as(count).isLessThan(end);
            LockSupport.parkNanos(Duration.ofMillis(5).toNanos());
        }
    }

    private static void onItsOwnThread(Runnable work) {
        Thread thread = new Thread(work, "rolling-update");
        thread.setDaemon(true);
        thread.start();
    }
}
