package dev.sallyport.edge.platform;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.edge.platform.Replicas.Guest;
import dev.sallyport.testing.Api;
import dev.sallyport.testing.People;
import dev.sallyport.testing.Rows;
import io.restassured.response.Response;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class RollingUpdateIT {

    private static final int ONE = 0;
    private static final int OTHER = 1;

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

    private static void await(String count, int atLeast) {
        long end = System.nanoTime() + Duration.ofSeconds(20).toNanos();
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
