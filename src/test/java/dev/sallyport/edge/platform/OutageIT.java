package dev.sallyport.edge.platform;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.edge.platform.Replicas.Guest;
import dev.sallyport.testing.Alone;
import dev.sallyport.testing.Api;
import dev.sallyport.testing.AtOnce;
import dev.sallyport.testing.People;
import dev.sallyport.testing.SlowTest;
import io.restassured.response.Response;
import io.restassured.response.ValidatableResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

/** What the packaged service does while its database is away, says nothing, is held up, or takes no changes. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
@Alone
@SlowTest
class OutageIT {

    private static final int ONE = 0;
    private static final int OTHER = 1;

    /** Two seconds for a connection, seven for a server that says nothing, and one for this machine. */
    private static final Duration LONGEST = Duration.ofSeconds(10);

    private static final Duration RECOVERY = Duration.ofSeconds(10);

    private static Replicas replicas;

    @BeforeAll
    static void start() throws IOException {
        replicas = Replicas.running();
    }

    /** Every kind of call that needs the database. It opens the challenge that one of them answers. */
    private static Map<String, Supplier<ValidatableResponse>> calls(Guest guest) {
        String challenge = Api.signIn(guest.email(), People.PASSWORD, null)
                .statusCode(200)
                .extract()
                .path("challengeToken");
        Map<String, Supplier<ValidatableResponse>> calls = new LinkedHashMap<>();
        calls.put("sign-in", () -> Api.signIn(guest.email(), People.PASSWORD, guest.deviceToken()));
        calls.put("second step", () -> Api.verify(challenge, "email_code", "123456"));
        calls.put("refresh", () -> Api.refresh(guest.refreshToken()));
        calls.put("introspection", () -> Api.introspect(guest.accessToken()));
        calls.put("session check", () -> Api.session(guest.accessToken()));
        return calls;
    }

    private static void unavailable(String what, Supplier<ValidatableResponse> call) {
        long begun = System.nanoTime();
        Response answer = call.get().extract().response();
        Duration taken = Duration.ofNanos(System.nanoTime() - begun);
        assertThat(answer.statusCode()).as(what).isEqualTo(503);
        assertThat(answer.header("Retry-After")).as(what).isNotNull();
        boolean isOauth = Set.of("refresh", "introspection").contains(what);
        assertThat(answer.contentType()).as(what).startsWith(isOauth ? "application/json" : "application/problem+json");
        assertThat(answer.asString()).as(what).doesNotContain("\"active\"").doesNotContain("oken\"");
        assertThat(taken).as(what).isLessThan(LONGEST);
    }

    /** Ready again in ten seconds, and from then on no call finds what the outage has left behind. */
    private static void comesBack(int number, Guest guest) throws Exception {
        long end = System.nanoTime() + RECOVERY.toNanos();
        while (replicas.healthStatus(number, "ready") != 200) {
            assertThat(System.nanoTime()).as("ready again").isLessThan(end);
            LockSupport.parkNanos(Duration.ofMillis(100).toNanos());
        }
        replicas.use(number);
        List<Integer> statuses = AtOnce.run(
                20, () -> Api.introspect(guest.accessToken()).extract().statusCode());
        assertThat(statuses).containsOnly(200);
        Api.session(guest.accessToken()).statusCode(200);
    }

    @Test
    @DisplayName("[RELY-01] [INTR-06] without a database every call is 503 in time, and all is well when it is back")
    void the_database_is_away() throws Exception {
        Guest ada = replicas.guest(ONE, ONE);
        // As many connections as the pool has are there when it happens.
        AtOnce.run(20, () -> Api.introspect(ada.accessToken()).extract().statusCode());
        Map<String, Supplier<ValidatableResponse>> calls = calls(ada);
        replicas.cable().cut();
        try {
            calls.forEach(OutageIT::unavailable);
            assertThat(replicas.healthStatus(ONE, "live")).isEqualTo(200);
            assertThat(replicas.healthStatus(ONE, "ready")).isEqualTo(503);
        } finally {
            replicas.cable().mend();
        }
        comesBack(ONE, ada);
        comesBack(OTHER, ada);
        Api.refresh(ada.refreshToken()).statusCode(200);
    }

    @Test
    @DisplayName("[RELY-02] [CONF-06] a database that stops answering holds no call for longer, nor afterwards")
    void the_database_says_nothing() throws Exception {
        Guest ada = replicas.guest(ONE, ONE);
        AtOnce.run(20, () -> Api.introspect(ada.accessToken()).extract().statusCode());
        Map<String, Supplier<ValidatableResponse>> calls = calls(ada);
        replicas.cable().silence(true);
        try {
            List<String> names = List.copyOf(calls.keySet());
            AtOnce.run(20, number -> () -> {
                String name = names.get(number % names.size());
                unavailable(name, calls.get(name));
                return name;
            });
            AtOnce.run(names.size(), number -> () -> {
                unavailable(names.get(number), calls.get(names.get(number)));
                return number;
            });
        } finally {
            replicas.cable().silence(false);
        }
        comesBack(ONE, ada);
        comesBack(OTHER, ada);
    }

    @Test
    @DisplayName("[RELY-02] [THRT-09] a code that could not be checked in time is not spent, and no guess is counted")
    void another_transaction_holds_the_row() throws Exception {
        Guest ada = replicas.guest(ONE, ONE);
        String challenge = Api.signIn(ada.email(), People.PASSWORD, null)
                .statusCode(200)
                .extract()
                .path("challengeToken");
        String code = replicas.code(ada.email(), 2);
        replicas.rows().whileHeld("select from app_user where email = '" + ada.email() + "' for update", () -> {
            unavailable("second step", () -> Api.verify(challenge, "email_code", code));
            // Others are not held up.
            Api.introspect(ada.accessToken()).statusCode(200);
        });
        Api.verify(challenge, "email_code", code).statusCode(200);
        assertThat(replicas.rows()
                        .number(
                                "select max(failures) from challenge join app_user on app_user.id = user_id"
                                        + " where email = ?",
                                ada.email()))
                .as("tries that were spent")
                .isOne();
    }

    @Test
    @DisplayName(
            "[RELY-15] a pool whose connections lead to a server that takes no changes leaves it at the first refusal")
    void a_former_primary_is_left() throws Exception {
        Guest ada = replicas.guest(ONE, ONE);
        // A default of the role holds for the connections that are opened while it is there, like a forwarder's choice.
        replicas.rows().change("alter role " + Replicas.ROLE + " set default_transaction_read_only = on");
        String switched;
        try {
            replicas.cable().cut();
            replicas.cable().mend();
            comesBack(ONE, ada);
            unavailable("refresh", () -> Api.refresh(ada.refreshToken()));
        } finally {
            // Before the reset: a connection that is opened right after it can write, and stays.
            switched = replicas.rows().text("select clock_timestamp()");
            replicas.rows().change("alter role " + Replicas.ROLE + " reset default_transaction_read_only");
        }
        // Past the second in which a further refusal replaces no connections
        LockSupport.parkNanos(Duration.ofMillis(1100).toNanos());
        for (int number : List.of(OTHER, ONE)) {
            replicas.use(number);
            // The first change is refused, unless a job of the replica was refused before it.
            assertThat(change()).isIn(200, 503);
        }
        awaitNone("select count(*) from pg_stat_activity where usename = '" + Replicas.ROLE + "' and backend_start < '"
                + switched + "'");

        assertThat(AtOnce.run(20, OutageIT::change)).containsOnly(200);
        Api.refresh(ada.refreshToken()).statusCode(200);
    }

    private static void awaitNone(String count) {
        long end = System.nanoTime() + RECOVERY.toNanos();
        while (replicas.rows().number(count) > 0) {
            assertThat(System.nanoTime()).as(count).isLessThan(end);
            LockSupport.parkNanos(Duration.ofMillis(10).toNanos());
        }
    }

    /** The status of a call that writes a row. */
    private static int change() {
        return Api.asForm(Api.asClient())
                .formParam("grant_type", "client_credentials")
                .post("/oauth2/token")
                .statusCode();
    }

    @Test
    @DisplayName("[RELY-02] a database that takes no changes opens no session, and works on when it takes them again")
    void the_database_is_read_only() throws Exception {
        Guest ada = replicas.guest(ONE, ONE);
        replicas.rows().change("alter system set default_transaction_read_only = on");
        replicas.rows().text("select pg_reload_conf()");
        try {
            unavailable("sign-in", () -> Api.signIn(ada.email(), People.PASSWORD, ada.deviceToken()));
            unavailable("refresh", () -> Api.refresh(ada.refreshToken()));
        } finally {
            replicas.rows().change("alter system reset default_transaction_read_only");
            replicas.rows().text("select pg_reload_conf()");
        }
        // The server tells its connections of a change by signals, which take a moment.
        long end = System.nanoTime() + RECOVERY.toNanos();
        while (Api.signIn(ada.email(), People.PASSWORD, ada.deviceToken())
                        .extract()
                        .statusCode()
                != 200) {
            assertThat(System.nanoTime()).as("writable again").isLessThan(end);
        }
        Api.refresh(ada.refreshToken()).statusCode(200);
    }
}
