package dev.sallyport.security.audit;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sallyport.base.exchange.RequestId;
import dev.sallyport.security.caller.ClientContext;
import dev.sallyport.testing.Api;
import dev.sallyport.testing.Database;
import dev.sallyport.testing.Guesses;
import dev.sallyport.testing.LogRecorder;
import dev.sallyport.testing.Mailbox;
import dev.sallyport.testing.People;
import dev.sallyport.testing.Person;
import dev.sallyport.testing.SallyportResource;
import dev.sallyport.testing.TestClock;
import dev.sallyport.testing.TotpApp;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jboss.logging.MDC;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

/** Which act leaves what in the trail: each time exactly one row and one line of the same fields. */
@QuarkusTest
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class AuditTrailTest {

    private static final String CLIENT = "client:" + SallyportResource.CLIENT_ID;

    @Inject
    People people;

    @Inject
    Mailbox mailbox;

    @Inject
    TestClock clock;

    @Inject
    Database database;

    @Inject
    Audit audit;

    private LogRecorder log;

    @BeforeEach
    void listen() {
        log = LogRecorder.open();
    }

    @AfterEach
    void stopListening() {
        log.close();
    }

    /** One event that an act must leave. */
    private record Event(String type, String outcome, String userId, String actor) {}

    private static Event done(String type, Person user) {
        return new Event(type, "success", user.userId, "user:" + user.userId);
    }

    private static Event refused(String type, Person user) {
        return new Event(type, "refused", user.userId, "user:" + user.userId);
    }

    private Response assertLeaves(ValidatableResponse answer, Event... events) {
        Response response = answer.extract().response();
        String request = response.header("X-Request-Id");
        List<Map<String, Object>> rows = database.rows(
                "select type, outcome, user_id::text, account_id::text, actor_kind, actor_id, ip, user_agent, at"
                        + " from audit_event where request_id = ?",
                request);
        assertThat(rows.stream()
                        .map(row -> new Event(
                                (String) row.get("type"),
                                (String) row.get("outcome"),
                                (String) row.get("user_id"),
                                actor(row))))
                .as("rows")
                .containsExactlyInAnyOrder(events);
        assertThat(rows).allSatisfy(row -> {
            assertThat(row).containsEntry("ip", "127.0.0.1").containsEntry("user_agent", Api.BROWSER);
            assertThat(((Timestamp) row.get("at")).toInstant()).isEqualTo(clock.instant());
        });
        List<JsonNode> lines = log.trail().stream()
                .filter(line -> line.at("/mdc/requestId").asText().equals(request))
                .toList();
        assertThat(lines.stream()
                        .map(line -> new Event(
                                field(line, "event"),
                                field(line, "outcome"),
                                field(line, "userId"),
                                field(line, "actor"))))
                .as("lines")
                .containsExactlyInAnyOrder(events);
        assertThat(lines).allSatisfy(line -> {
            assertThat(field(line, "ip")).isEqualTo("127.0.0.1");
            assertThat(field(line, "userAgent")).isEqualTo(Api.BROWSER);
            assertThat(OffsetDateTime.parse(line.path("timestamp").asText()).getOffset())
                    .isEqualTo(ZoneOffset.UTC);
            assertThat(line.path("level").asText()).isEqualTo("INFO");
        });
        return response;
    }

    private static String actor(Map<String, Object> row) {
        return row.get("actor_id") == null
                ? (String) row.get("actor_kind")
                : row.get("actor_kind") + ":" + row.get("actor_id");
    }

    private static String field(JsonNode line, String name) {
        return line.path("mdc").path(name).textValue();
    }

    private JsonNode lastLine(String event) {
        return log.trail().stream()
                .filter(line -> event.equals(field(line, "event")))
                .reduce((first, second) -> second)
                .orElseThrow();
    }

    @Test
    @DisplayName("[LOGS-02] making an account and a user leaves one event for each, by the client")
    void accounts_and_users() {
        String email = "owner-" + UUID.randomUUID() + "@example.org";
        Response made =
                Api.createAccount("Acme", email, People.PASSWORD).extract().response();
        String owner = made.path("owner.id");
        assertLeaves(
                made.then(),
                new Event("account_created", "success", null, CLIENT),
                new Event("user_created", "success", owner, CLIENT));
        assertThat(field(lastLine("user_created"), "accountId")).isEqualTo(made.path("id"));
        assertThat(field(lastLine("user_created"), "details.role")).isEqualTo("owner");

        Response member = Api.asClient()
                .body(Api.body("email", "m-" + email, "role", "member", "password", People.PASSWORD))
                .post("/v1/accounts/{id}/users", made.<String>path("id"));
        assertLeaves(member.then(), new Event("user_created", "success", member.path("id"), CLIENT));
    }

    @Test
    @DisplayName("[LOGS-02] each step of a sign-in by email leaves its event")
    void sign_in_by_email() {
        Person ada = people.newcomer();
        Response opened =
                assertLeaves(Api.signIn(ada.email, People.PASSWORD, null), done("authn_challenge_opened", ada));
        String challenge = opened.path("challengeToken");
        String code = mailbox.awaitCode(ada.email, 1);
        String wrong = Guesses.otherThan(code);
        assertLeaves(Api.verify(challenge, "email_code", wrong), refused("authn_code_fail", ada));
        assertThat(field(lastLine("authn_code_fail"), "details.method")).isEqualTo("email_code");
        assertLeaves(Api.resend(challenge));
        clock.advance(Duration.ofSeconds(30));
        assertLeaves(Api.resend(challenge), done("authn_code_sent", ada));
        Response in = assertLeaves(
                Api.verify(challenge, "email_code", code),
                done("device_trusted", ada),
                done("authn_login_success", ada));
        assertThat(field(lastLine("authn_login_success"), "details.session")).isEqualTo(in.path("sessionId"));
        assertLeaves(Api.signIn(ada.email, People.PASSWORD, in.path("deviceToken")), done("authn_login_success", ada));
    }

    @Test
    @DisplayName("[LOGS-02] a wrong password, an unknown email and too many of them leave their events")
    void refused_passwords() {
        Person ada = people.newcomer();
        String nobody = "nobody-" + ada.email;
        for (int times = 0; times < 10; times++) {
            assertLeaves(Api.signIn(ada.email, "wrong", null), refused("authn_login_fail", ada));
            assertLeaves(Api.signIn(nobody, "wrong", null), new Event("authn_login_fail", "refused", null, "nobody"));
        }
        assertThat(field(lastLine("authn_login_fail"), "details.step")).isEqualTo("password");
        for (int times = 0; times < 10; times++) {
            Api.signIn(ada.email, "wrong", null).statusCode(200);
            Api.signIn(nobody, "wrong", null).statusCode(200);
        }
        assertLeaves(
                Api.signIn(ada.email, People.PASSWORD, null).statusCode(429),
                refused("excess_rate_limit_exceeded", ada));
        assertLeaves(
                Api.signIn(nobody, People.PASSWORD, null).statusCode(429),
                new Event("excess_rate_limit_exceeded", "refused", null, "nobody"));
    }

    @Test
    @DisplayName("[LOGS-02] each step of an enrollment leaves its event")
    void enrollment() {
        Person ada = people.signedIn();
        Response pending =
                assertLeaves(Api.startEnrollment(ada.accessToken).statusCode(201), done("enrollment_started", ada));
        TotpApp app = new TotpApp(pending.path("secret"));
        assertLeaves(
                Api.confirm(ada.accessToken, pending.path("id"), app.wrongCodeAt(clock.instant())),
                refused("enrollment_code_fail", ada));
        assertLeaves(
                Api.confirm(ada.accessToken, pending.path("id"), app.codeAt(clock.instant()))
                        .statusCode(200),
                done("two_factor_enabled", ada),
                done("device_trusted", ada));
        assertThat(field(lastLine("two_factor_enabled"), "details.authenticator"))
                .isEqualTo(pending.path("id"));
    }

    @Test
    @DisplayName("[LOGS-02] the tenth wrong code in a row leaves the lock too, and what comes after it a refusal")
    void the_lock_of_the_second_step() {
        Person ada = people.enrolled();
        String wrong = ada.app.wrongCodeAt(clock.instant());
        String challenge = "";
        for (int number = 1; number <= 10; number++) {
            challenge = number % 5 == 1 ? people.challengeFor(ada) : challenge;
            ValidatableResponse answer = Api.verify(challenge, "totp", wrong).statusCode(401);
            if (number < 10) {
                assertLeaves(answer, refused("authn_code_fail", ada));
            } else {
                assertLeaves(answer, refused("authn_code_fail", ada), refused("authn_login_lock", ada));
            }
        }
        assertLeaves(
                Api.verify(people.challengeFor(ada), "totp", wrong).statusCode(429),
                refused("excess_rate_limit_exceeded", ada));
    }

    @Test
    @DisplayName("[LOGS-02] wrong codes at an enrollment leave the lock and the refusals alike")
    void the_lock_of_an_enrollment() {
        Person ada = people.signedIn();
        String token = ada.accessToken;
        String id = "";
        String wrong = "";
        for (int number = 1; number <= 10; number++) {
            if (number % 5 == 1) {
                Response pending = Api.startEnrollment(token).extract().response();
                id = pending.path("id");
                wrong = new TotpApp(pending.path("secret")).wrongCodeAt(clock.instant());
            }
            ValidatableResponse answer = Api.confirm(token, id, wrong).statusCode(401);
            if (number < 10) {
                assertLeaves(answer, refused("enrollment_code_fail", ada));
            } else {
                assertLeaves(answer, refused("enrollment_code_fail", ada), refused("authn_login_lock", ada));
            }
        }
        String next = Api.startEnrollment(token).extract().path("id");
        assertLeaves(Api.confirm(token, next, wrong).statusCode(429), refused("excess_rate_limit_exceeded", ada));
    }

    @Test
    @DisplayName("[LOGS-02] an old copy of a device token leaves the reuse and the challenge that follows")
    void a_copied_device_token() {
        Person ada = people.signedIn();
        Api.signIn(ada.email, People.PASSWORD, ada.deviceToken).statusCode(200);
        clock.advance(Duration.ofSeconds(31));
        assertLeaves(
                Api.signIn(ada.email, People.PASSWORD, ada.deviceToken),
                refused("authn_token_reuse", ada),
                done("authn_challenge_opened", ada));
    }

    @Test
    @DisplayName("[LOGS-02] the line of an act of no request has no request id, on the thread of a request too")
    void an_act_of_no_request() {
        MDC.put(RequestId.KEY, "another request");
        try {
            QuarkusTransaction.requiringNew()
                    .run(() -> audit.record(AuditEntry.refused(
                            AuditType.AUTHN_LOGIN_FAIL_MAX,
                            clock.instant(),
                            new ClientContext("127.0.0.1", Api.BROWSER, null))));
            assertThat(lastLine("authn_login_fail_max").at("/mdc/requestId").isMissingNode())
                    .isTrue();
            assertThat(MDC.get(RequestId.KEY)).isEqualTo("another request");
        } finally {
            MDC.remove(RequestId.KEY);
        }
    }

    @Test
    @DisplayName("[LOGS-02] what is only read, and what is refused before it begins, leaves nothing")
    void reading_leaves_nothing() {
        Person ada = people.signedIn();
        assertLeaves(Api.session(ada.accessToken).statusCode(200));
        assertLeaves(Api.as(ada.accessToken).get("/v1/me").then().statusCode(200));
        assertLeaves(Api.verify("sp_ch_unknown", "totp", "123456").statusCode(401));
        assertLeaves(Api.signIn("no address", People.PASSWORD, null).statusCode(400));
    }
}
