package dev.sallyport.security.audit;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sallyport.base.exchange.RequestId;
import dev.sallyport.security.caller.ClientContext;
import dev.sallyport.testing.Api;
import dev.sallyport.testing.Guesses;
import dev.sallyport.testing.Mailbox;
import dev.sallyport.testing.People;
import dev.sallyport.testing.Person;
import dev.sallyport.testing.SallyportResource;
import dev.sallyport.testing.TotpApp;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.UUID;
import org.jboss.logging.MDC;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

/** Which act leaves what in the trail: each time exactly one row and one line of the same fields. */
@QuarkusTest
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class AuditTrailTest extends LoggedTrail {

    private static final String CLIENT = "client:" + SallyportResource.CLIENT_ID;

    @Inject
    Mailbox mailbox;

    @Inject
    Audit audit;

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
            assertLeaves(
                    Api.signIn(nobody, "wrong", null), new Event("authn_login_fail", "refused", null, "anonymous"));
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
                new Event("excess_rate_limit_exceeded", "refused", null, "anonymous"));
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
