package dev.sallyport.edge.platform;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.hamcrest.Matchers.equalTo;

import dev.sallyport.edge.platform.Replicas.Guest;
import dev.sallyport.testing.Api;
import dev.sallyport.testing.People;
import dev.sallyport.testing.SlowTest;
import dev.sallyport.testing.TotpApp;
import io.restassured.path.json.JsonPath;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

/** Two replicas on one database behave as one. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
@SlowTest
class ReplicasIT {

    private static final int ONE = 0;
    private static final int OTHER = 1;

    private static Replicas replicas;

    @BeforeAll
    static void start() throws IOException {
        replicas = Replicas.running();
    }

    @Test
    @DisplayName("[RELY-07] [T8] [SESS-04] any replica continues any step, also after a restart in between")
    void a_journey_over_both() {
        Guest ada = replicas.guest(ONE, OTHER);
        replicas.use(ONE);
        JsonPath pending =
                Api.startEnrollment(ada.accessToken()).statusCode(201).extract().jsonPath();
        replicas.restart(ONE);
        replicas.use(OTHER);
        TotpApp app = new TotpApp(pending.getString("secret"));
        JsonPath active = Api.confirm(ada.accessToken(), pending.getString("id"), app.codeAt(Instant.now()))
                .statusCode(200)
                .extract()
                .jsonPath();
        replicas.use(ONE);
        JsonPath refreshed = Api.refresh(active.getString("signIn.refreshToken"))
                .statusCode(200)
                .extract()
                .jsonPath();
        String challenge = Api.signIn(ada.email(), People.PASSWORD, ada.deviceToken())
                .statusCode(200)
                .extract()
                .path("challengeToken");
        replicas.use(OTHER);
        Api.session(refreshed.getString("access_token")).statusCode(200).body("acr", equalTo("2fa"));
        Api.verify(challenge, "recovery_code", active.getString("recoveryCodes[0]"))
                .statusCode(200);
        replicas.use(ONE);
        Api.verify(challenge, "recovery_code", active.getString("recoveryCodes[1]"))
                .statusCode(401);
    }

    @Test
    @DisplayName("[INTR-04] [T8] what ends a session at one replica is seen at the other when the call has returned")
    void ends_are_seen_at_once() {
        Guest signedOut = replicas.guest(ONE, ONE);
        endsAtOnce(
                signedOut,
                () -> Api.as(signedOut.accessToken())
                        .post("/v1/sign-out")
                        .then()
                        .statusCode(204));
        Guest revoked = replicas.guest(ONE, ONE);
        endsAtOnce(
                revoked,
                () -> Api.form("token", revoked.refreshToken())
                        .post("/oauth2/revoke")
                        .then()
                        .statusCode(200));
        Guest reused = replicas.guest(ONE, ONE);
        Api.refresh(reused.refreshToken()).statusCode(200);
        endsAtOnce(reused, () -> Api.refresh(reused.refreshToken()).statusCode(400));
        Guest elsewhere = replicas.guest(ONE, ONE);
        String own = Api.signIn(elsewhere.email(), People.PASSWORD, elsewhere.deviceToken())
                .statusCode(200)
                .extract()
                .path("accessToken");
        endsAtOnce(elsewhere, () -> Api.as(own).delete("/v1/me/sessions").then().statusCode(204));
        Guest changed = replicas.guest(ONE, ONE);
        String device = Api.signIn(changed.email(), People.PASSWORD, changed.deviceToken())
                .statusCode(200)
                .extract()
                .path("accessToken");
        endsAtOnce(
                changed,
                () -> Api.as(device)
                        .body(Api.body("currentPassword", People.PASSWORD, "newPassword", "another anvil 42 tulip"))
                        .put("/v1/me/password")
                        .then()
                        .statusCode(204));
    }

    @Test
    @DisplayName(
            "[INTR-10] a backend that waits at one replica learns within two seconds that a session has ended at the other")
    void ends_are_told_to_who_waits() throws Exception {
        Guest ada = replicas.guest(ONE, ONE);
        String session = Api.session(ada.accessToken()).extract().path("id");
        replicas.use(OTHER);
        JsonPath page = Api.asClient().get("/v1/revocations").jsonPath();
        while (!page.getList("items").isEmpty()) {
            page = Api.asClient()
                    .queryParam("after", page.getString("next"))
                    .get("/v1/revocations")
                    .jsonPath();
        }
        RequestSpecification question =
                Api.asClient().queryParam("after", page.getString("next")).queryParam("wait", 30);
        CompletableFuture<JsonPath> answered = CompletableFuture.supplyAsync(
                () -> question.get("/v1/revocations").jsonPath());
        replicas.use(ONE);
        Api.as(ada.accessToken()).post("/v1/sign-out").then().statusCode(204);
        assertThat(answered.get(2, TimeUnit.SECONDS).getList("items.id", String.class))
                .contains(session);
    }

    @Test
    @DisplayName("[RELY-08] replicas that start at once on an empty database run each migration once, and none fails")
    void migrations_run_once() throws IOException {
        try (Stream<Path> scripts = Files.list(Path.of("src", "main", "resources", "db", "migration"))) {
            String[] versions = scripts.map(script -> script.getFileName().toString())
                    .map(name -> name.substring(1, name.indexOf("__")))
                    .sorted(Comparator.comparing(Integer::valueOf))
                    .toArray(String[]::new);
            String history = "select string_agg(version, ',' order by installed_rank) from flyway_schema_history";
            assertThat(replicas.rows().text(history + " where success").split(","))
                    .containsExactly(versions);
            assertThat(replicas.rows().text(history).split(",")).containsExactly(versions);
        }
    }

    /** The other replica has just verified the token, and remembers that. */
    private static void endsAtOnce(Guest guest, Runnable end) {
        replicas.use(OTHER);
        Api.introspect(guest.accessToken()).body("active", equalTo(true));
        replicas.use(ONE);
        end.run();
        replicas.use(OTHER);
        Api.introspect(guest.accessToken()).body("active", equalTo(false));
        Api.session(guest.accessToken()).statusCode(401);
        replicas.use(ONE);
    }

    @Test
    @DisplayName(
            "[T5] [JWT-07] [T8] a key that is taken away at one replica, and its successor, are known at the other")
    void keys_are_followed() {
        Guest ada = replicas.guest(ONE, ONE);
        replicas.use(OTHER);
        Api.session(ada.accessToken()).statusCode(200);
        replicas.use(ONE);
        String kid = given().get("/.well-known/jwks.json").jsonPath().getString("keys[0].kid");
        Api.asClient().delete("/v1/admin/signing-keys/{kid}", kid).then().statusCode(204);
        String fresh = Api.refresh(ada.refreshToken()).statusCode(200).extract().path("access_token");

        replicas.use(OTHER);
        Api.session(fresh).statusCode(200);
        Api.session(ada.accessToken()).statusCode(401);
        assertThat(given().get("/.well-known/jwks.json").jsonPath().getList("keys.kid", String.class))
                .hasSize(1)
                .doesNotContain(kid);
    }

    @Test
    @DisplayName("[CONF-05] the service's role in the database can define, change or drop nothing, nor touch the trail")
    void the_least_privilege() throws SQLException {
        replicas.guest(ONE, OTHER);
        for (String statement : List.of(
                "create table more (id int)",
                "alter table app_user add column more int",
                "drop table session",
                "truncate session",
                "create function more() returns int language sql as 'select 1'",
                "alter table audit_event disable trigger all",
                "update audit_event set type = 'none'",
                "delete from audit_event")) {
            try (Connection connection = replicas.asTheService().getConnection();
                    Statement call = connection.createStatement()) {
                assertThatThrownBy(() -> call.execute(statement))
                        .as(statement)
                        .isInstanceOf(SQLException.class)
                        .hasMessageMatching("(?s).*(permission denied|must be owner).*");
            }
        }
    }

    @Test
    @DisplayName(
            "[SUPP-02] [LOGS-04] a role that may not write to the trail changes nothing: a reset is 503, and 2FA stays")
    void what_cannot_be_recorded_does_not_happen() {
        Guest ada = replicas.guest(ONE, ONE);
        Guest agent = replicas.guest(ONE, ONE);
        String session = enrolled(agent);
        enrolled(ada);
        Api.asClient()
                .body(Api.body("roles", List.of("support")))
                .put("/v1/admin/users/{id}/roles", userId(agent))
                .then()
                .statusCode(200);

        replicas.rows().change("revoke insert on audit_event from " + Replicas.ROLE);
        try {
            reset(session, userId(ada)).statusCode(503);
        } finally {
            replicas.rows().change("grant insert on audit_event to " + Replicas.ROLE);
        }
        String apps = "select count(*) from totp_authenticator where user_id = '" + userId(ada) + "'";
        assertThat(replicas.rows().number(apps)).isOne();
        reset(session, userId(ada)).statusCode(200);
        assertThat(replicas.rows().number(apps)).isZero();
    }

    /** A session of level 2fa. */
    private static String enrolled(Guest guest) {
        JsonPath pending = Api.startEnrollment(guest.accessToken())
                .statusCode(201)
                .extract()
                .jsonPath();
        return Api.confirm(
                        guest.accessToken(),
                        pending.getString("id"),
                        new TotpApp(pending.getString("secret")).codeAt(Instant.now()))
                .statusCode(200)
                .extract()
                .path("signIn.accessToken");
    }

    private static String userId(Guest guest) {
        return replicas.rows().text("select id from app_user where email = ?", guest.email());
    }

    private static ValidatableResponse reset(String agent, String userId) {
        return Api.as(agent)
                .body(Api.body("reason", "Phone stolen, ticket 4711", "identityCheck", "video_call"))
                .post("/v1/support/users/{id}/two-factor-reset", userId)
                .then();
    }
}
