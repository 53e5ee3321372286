package dev.sallyport.sessions.session;

import static dev.sallyport.testing.Ceremonies.refused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;

import dev.sallyport.testing.AccountPolicies;
import dev.sallyport.testing.Api;
import dev.sallyport.testing.Ceremonies;
import dev.sallyport.testing.Challenged;
import dev.sallyport.testing.People;
import dev.sallyport.testing.Person;
import dev.sallyport.testing.Rows;
import dev.sallyport.testing.TestClock;
import dev.sallyport.testing.Tokens;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

/** Sessions of two factors whose user now has only one. */
@QuarkusTest
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class LostFactorTest {

    @Inject
    People people;

    @Inject
    Ceremonies ceremonies;

    @Inject
    AccountPolicies policies;

    @Inject
    TestClock clock;

    @Inject
    Rows rows;

    private static ValidatableResponse disable(Person person) {
        return Api.as(person.accessToken)
                .body(Api.body("password", People.PASSWORD))
                .post("/v1/me/two-factor/disable")
                .then();
    }

    private static ValidatableResponse forwardAuth(String token) {
        return Api.as(token).get("/v1/forward-auth").then();
    }

    private static void assertLevel(String token, String acr, String... amr) {
        Api.session(token).statusCode(200).body("acr", equalTo(acr)).body("amr", contains(amr));
        Api.introspect(token)
                .statusCode(200)
                .body("active", equalTo(true))
                .body("acr", equalTo(acr))
                .body("amr", contains(amr));
        forwardAuth(token).statusCode(200).header("X-Auth-Acr", acr);
    }

    private static void assertListed(String token, String acr, String... amr) {
        Api.as(token)
                .get("/v1/me/sessions")
                .then()
                .statusCode(200)
                .body("items", hasSize(1))
                .body("items[0].acr", equalTo(acr))
                .body("items[0].amr", contains(amr));
    }

    @Test
    @DisplayName(
            "[STEP-01] [RFSH-05] [INTR-04] After two-factor sign-in is off the session is 1fa wherever it is asked about")
    void it_is_one_factor_everywhere() {
        Person ada = people.enrolled();
        assertLevel(ada.accessToken, "2fa", "pwd", "otp", "mfa");
        assertListed(ada.accessToken, "2fa", "pwd", "otp", "mfa");

        disable(ada).statusCode(204);

        assertLevel(ada.accessToken, "1fa", "pwd");
        assertListed(ada.accessToken, "1fa", "pwd");
        String refreshed =
                Api.refresh(ada.refreshToken).statusCode(200).extract().path("access_token");
        assertThat(Tokens.claims(refreshed).path("acr").asText()).isEqualTo("1fa");
        assertThat(Tokens.claims(refreshed).path("amr")).hasSize(1);
        assertLevel(refreshed, "1fa", "pwd");
    }

    @Test
    @DisplayName("[STEP-01] [RFSH-05] A removed factor lowers the level, however it was removed, also without a write")
    void it_is_judged_live() {
        Person ada = people.enrolled();
        rows.change("delete from totp_authenticator where user_id = ?::uuid", ada.userId);

        assertLevel(ada.accessToken, "1fa", "pwd");
        assertListed(ada.accessToken, "1fa", "pwd");
        String refreshed =
                Api.refresh(ada.refreshToken).statusCode(200).extract().path("access_token");
        assertThat(Tokens.claims(refreshed).path("acr").asText()).isEqualTo("1fa");
    }

    @Test
    @DisplayName("[POLI-03] [RFSH-04] [INTR-04] A policy that is due ends it like any session without a second factor")
    void a_policy_ends_it() {
        Person ada = people.enrolled();
        disable(ada).statusCode(204);
        policies.require(ada.accountId, clock.instant().minusSeconds(1));

        Api.introspect(ada.accessToken).statusCode(200).body("active", equalTo(false));
        forwardAuth(ada.accessToken).statusCode(401);
        refused(Api.session(ada.accessToken), 401, "not-authenticated");
        refused(Api.startEnrollment(ada.accessToken), 401, "not-authenticated");
        Api.refresh(ada.refreshToken).statusCode(400).body("error", equalTo("invalid_grant"));
        assertThat(rows.number("select count(*) from session where user_id = ?::uuid and ended_at is null", ada.userId))
                .isZero();
        assertThat(rows.text(
                        "select details ->> 'reason' from audit_event where user_id = ?::uuid"
                                + " and type = 'session_expired' order by id desc",
                        ada.userId))
                .isEqualTo("policy");
        Api.as(ada.accessToken).post("/v1/sign-out").then().statusCode(204);
    }

    @Test
    @DisplayName(
            "[POLI-03] [INTR-04] A session from a grace period is refused at the date itself, and one with an app is not")
    void the_date_counts_at_every_check() {
        Person ada = people.signedIn();
        Person bob = people.enrolled();
        for (Person person : List.of(ada, bob)) {
            policies.require(person.accountId, clock.instant().plusSeconds(60));
            Api.introspect(person.accessToken).body("active", equalTo(true));
        }

        clock.advance(Duration.ofSeconds(60));

        Api.introspect(ada.accessToken).body("active", equalTo(false));
        forwardAuth(ada.accessToken).statusCode(401);
        assertLevel(bob.accessToken, "2fa", "pwd", "otp", "mfa");
    }

    @Test
    @DisplayName(
            "[STEP-03] [ENRL-09] A new factor raises the session that proves it: no other session, and no token from before")
    void a_new_factor_raises_nothing_from_before() {
        Person ada = people.enrolled();
        String before = ada.accessToken;
        disable(ada).statusCode(204);
        clock.advance(Duration.ofSeconds(31));
        Person again = people.signedIn(ada, 2);
        JsonPath other = ceremonies.anotherSession(again);
        ceremonies.start(again);
        String raised = Api.as(again.accessToken)
                .body(Api.body("code", again.app.codeAt(clock.instant()), "endOtherSessions", false))
                .post("/v1/me/authenticators/{id}/confirm", again.authenticatorId)
                .then()
                .statusCode(200)
                .extract()
                .path("signIn.accessToken");

        assertLevel(raised, "2fa", "pwd", "otp", "mfa");
        assertLevel(before, "1fa", "pwd");
        assertLevel(other.getString("accessToken"), "1fa", "pwd");
        Challenged.askedToStepUp(Api.as(before).post("/v1/me/recovery-codes").then(), "2fa");

        clock.nextStep();
        Api.as(before)
                .body(Api.body("method", "totp", "code", again.app.codeAt(clock.instant())))
                .post("/v1/me/step-up")
                .then()
                .statusCode(200);
        Challenged.askedToStepUp(Api.as(before).post("/v1/me/recovery-codes").then(), "2fa");
        Api.introspect(before).body("acr", equalTo("1fa"));
    }

    @Test
    @DisplayName("[POLI-01] An owner who has turned two factors off cannot require them of others")
    void an_owner_sets_no_rule_any_more() {
        Person owner = people.enrolled();
        disable(owner).statusCode(204);

        refused(AccountPolicies.save(owner, "\"0\"", Api.body("required", true)), 409, "own-two-factor-missing");
    }

    @Test
    @DisplayName(
            "[POLI-03] What a recovery code proved counts while recovery codes are allowed, and no token says more")
    void a_method_that_is_forbidden_proves_nothing() {
        Person owner = people.enrolled();
        Person ada = people.enrolled(people.memberOf(owner, "member"));
        String byCode = Api.verify(people.challengeFor(ada), "recovery_code", ada.recoveryCodes.get(0))
                .statusCode(200)
                .extract()
                .path("accessToken");
        assertLevel(byCode, "2fa", "pwd", "recovery", "mfa");

        AccountPolicies.save(
                        owner, "\"0\"", Api.body("required", false, "allowedMethods", List.of("totp", "paper_key")))
                .statusCode(200);

        assertLevel(byCode, "1fa", "pwd");
        Challenged.askedToStepUp(Api.as(byCode).post("/v1/me/paper-key").then(), "2fa");
        assertLevel(ada.accessToken, "2fa", "pwd", "otp", "mfa");
    }
}
