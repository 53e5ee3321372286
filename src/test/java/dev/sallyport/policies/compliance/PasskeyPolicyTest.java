package dev.sallyport.policies.compliance;

import static dev.sallyport.testing.Api.body;
import static dev.sallyport.testing.Ceremonies.refused;
import static dev.sallyport.testing.PasskeyPage.add;
import static dev.sallyport.testing.PasskeyPage.options;
import static dev.sallyport.testing.PasskeyPage.register;
import static dev.sallyport.testing.PasskeyPage.signInOptions;
import static dev.sallyport.testing.PasskeyPage.verify;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.equalTo;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sallyport.testing.AccountPolicies;
import dev.sallyport.testing.Api;
import dev.sallyport.testing.Mailbox;
import dev.sallyport.testing.PasskeyPage;
import dev.sallyport.testing.People;
import dev.sallyport.testing.Person;
import dev.sallyport.testing.Rows;
import dev.sallyport.testing.SoftAuthenticator;
import dev.sallyport.testing.TestClock;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

/** Accounts require what phishing cannot pass. */
@QuarkusTest
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class PasskeyPolicyTest {

    @Inject
    People people;

    @Inject
    PasskeyPage page;

    @Inject
    TestClock clock;

    @Inject
    Mailbox mailbox;

    @Inject
    Rows rows;

    @Test
    @DisplayName("[PASK-08] a policy that leaves the app out demands a passkey, and locks no user out")
    void a_policy_that_leaves_the_app_out_demands_a_passkey_and_locks_no_user_out() {
        Person ada = people.enrolled();
        AccountPolicies.save(
                        ada,
                        "\"0\"",
                        body("required", true, "allowedMethods", List.of("passkey", "recovery_code", "paper_key")))
                .statusCode(200);
        String challenge = Api.read(Api.signIn(ada.email, People.PASSWORD, null)
                        .body("methods", contains("totp", "recovery_code", "paper_key")))
                .path("challengeToken")
                .asText();
        clock.nextStep();
        String token = Api.read(Api.verify(challenge, "totp", ada.app.codeAt(clock.instant()))
                        .statusCode(200)
                        .body("status", equalTo("enrollment_required"))
                        .body("methods", contains("passkey")))
                .path("enrollmentToken")
                .asText();
        SoftAuthenticator key = SoftAuthenticator.synced();
        JsonNode options = options(token);
        register(token, options, key.create(options.path("publicKey")))
                .statusCode(201)
                .body("signIn.status", equalTo("signed_in"));

        clock.nextStep();
        String next = Api.read(Api.signIn(ada.email, People.PASSWORD, null)
                        .body("methods", contains("passkey", "recovery_code", "paper_key")))
                .path("challengeToken")
                .asText();
        refused(Api.verify(next, "totp", ada.app.codeAt(clock.instant())), 401, "invalid-code");
        JsonNode asked = signInOptions("challengeToken", next);
        verify(next, asked, key.get(asked.path("publicKey"))).statusCode(200).body("status", equalTo("signed_in"));
    }

    @Test
    @DisplayName("[PASK-08] what no account would accept is not set up: the session after it would end at once")
    void what_is_of_no_use_is_not_set_up() {
        Person ada = people.enrolled();
        AccountPolicies.save(ada, "\"0\"", body("required", true, "allowedMethods", List.of("passkey")))
                .statusCode(200);
        String token = enrollmentToken(byApp(ada));
        Api.as(token).get("/v1/me/two-factor").then().body("addable", contains("passkey"));
        refused(Api.startEnrollment(token), 409, "conflict");
        options(token);
        AccountPolicies.save(ada, "\"1\"", body("required", true, "allowedMethods", List.of("passkey", "totp")))
                .statusCode(200);
        Api.as(token).get("/v1/me/two-factor").then().body("addable", contains("passkey", "totp"));
        Api.startEnrollment(token).statusCode(201);
    }

    @Test
    @DisplayName(
            "[PASK-08] preview and compliance count the second factors that the policy allows, and say what each member has")
    void preview_and_compliance_count_what_is_allowed() {
        Person ada = page.withPasskey(people.enrolled(), SoftAuthenticator.synced());
        Person app = people.enrolled(people.memberOf(ada, "member"));
        Person key = page.withPasskey(people.signedIn(people.memberOf(ada, "member")), SoftAuthenticator.synced());
        Map<String, Object> policy = body("required", true, "allowedMethods", List.of("passkey", "recovery_code"));
        Api.as(ada.accessToken)
                .body(policy)
                .post("/v1/accounts/{id}/two-factor-policy/preview", ada.accountId)
                .then()
                .statusCode(200)
                .body("compliant.count", equalTo(2))
                .body("compliant.members.id", containsInAnyOrder(ada.userId, key.userId))
                .body("asked.members.id", contains(app.userId))
                .body("asked.members.secondFactors", contains(List.of("totp")));
        AccountPolicies.save(ada, "\"0\"", policy).statusCode(200);
        mailbox.awaitMail(app.email, "Two-factor sign-in is required");
        Api.as(ada.accessToken)
                .get("/v1/accounts/{id}/two-factor-compliance?status=overdue", ada.accountId)
                .then()
                .statusCode(200)
                .body("items.id", contains(app.userId));
        Api.as(ada.accessToken)
                .get("/v1/accounts/{id}/two-factor-compliance?status=enrolled", ada.accountId)
                .then()
                .statusCode(200)
                .body("items.id", contains(ada.userId, key.userId))
                .body("items.secondFactors", contains(List.of("passkey", "totp"), List.of("passkey")));
    }

    @Test
    @DisplayName("[PASK-08] a user of two accounts that allow no common factor sets up both, and signs in by passkey")
    void accounts_without_a_common_factor_lock_no_user_out() {
        Person ada = page.withPasskey(people.enrolled(), SoftAuthenticator.synced());
        SoftAuthenticator key = SoftAuthenticator.synced();
        Person bob = people.enrolled(people.memberOf(ada, "member"));
        AccountPolicies.save(ada, "\"0\"", body("required", true, "allowedMethods", List.of("passkey")))
                .statusCode(200);
        Person other = people.enrolled();
        rows.join(bob, other.accountId, "member");
        AccountPolicies.save(other, "\"0\"", body("required", true, "allowedMethods", List.of("totp")))
                .statusCode(200);

        String token = enrollmentToken(byApp(bob));
        add(token, key);
        refused(byApp(bob), 401, "invalid-code");
        verify(people.challengeFor(bob), key).statusCode(200).body("status", equalTo("signed_in"));
    }

    @Test
    @DisplayName("[PASK-08] an account asks for its own second factors, and not before its date")
    void no_account_asks_before_its_date() {
        Person ada = people.enrolled();
        AccountPolicies.save(ada, "required", true).statusCode(200);
        String session = Api.read(byApp(ada)).path("accessToken").asText();
        Person other = people.enrolled();
        rows.join(ada, other.accountId, "member");
        AccountPolicies.save(
                        other,
                        "required",
                        true,
                        "gracePeriodEndsAt",
                        clock.instant().plus(Duration.ofDays(60)).toString(),
                        "allowedMethods",
                        List.of("passkey"))
                .statusCode(200);

        Api.session(session).statusCode(200);
        byApp(ada).statusCode(200).body("status", equalTo("signed_in"));
        clock.advance(Duration.ofDays(61));
        enrollmentToken(byApp(ada));
    }

    @Test
    @DisplayName("[PASK-08] an account that requires no second factor ends no session and asks for nothing")
    void an_account_that_requires_nothing_asks_for_nothing() {
        SoftAuthenticator key = SoftAuthenticator.synced();
        Person ada = page.withPasskey(key);
        AccountPolicies.save(ada, "required", true).statusCode(200);
        clock.nextStep();
        String session = Api.read(verify(people.challengeFor(ada), key).body("status", equalTo("signed_in")))
                .path("accessToken")
                .asText();
        Person other = people.enrolled();
        rows.join(ada, other.accountId, "member");
        AccountPolicies.save(other, "required", false, "allowedMethods", List.of("totp"))
                .statusCode(200);

        Api.session(session).statusCode(200);
        verify(people.challengeFor(ada), key).statusCode(200).body("status", equalTo("signed_in"));
    }

    @Test
    @DisplayName("[PASK-08] the refresh ends a session of two factors that a due policy does not allow")
    void a_refresh_asks_for_what_is_allowed() {
        Person ada = page.withPasskey(people.enrolled(), SoftAuthenticator.synced());
        AccountPolicies.save(ada, "required", true, "allowedMethods", List.of("passkey"))
                .statusCode(200);
        clock.nextStep();
        Person bob = people.enrolled();
        rows.join(bob, ada.accountId, "member");

        Api.refresh(bob.refreshToken).statusCode(400).body("error", equalTo("invalid_grant"));
    }

    @Test
    @DisplayName("[PASK-08] leaving a second factor out keeps the sessions that are there, as a new requirement does")
    void leaving_a_factor_out_keeps_sessions() {
        Person ada = people.enrolled();
        AccountPolicies.save(ada, "required", true).statusCode(200);
        JsonNode session = Api.read(byApp(ada));
        clock.nextStep();
        AccountPolicies.save(ada, "required", true, "allowedMethods", List.of("passkey"))
                .statusCode(200);

        Api.session(session.path("accessToken").asText()).statusCode(200);
        Api.refresh(session.path("refreshToken").asText()).statusCode(200);
        enrollmentToken(byApp(ada));
    }

    @Test
    @DisplayName("[PASK-08] no account opens the app again for a user whose passkey another account asks for")
    void no_account_opens_a_weaker_way_into_another() {
        SoftAuthenticator key = SoftAuthenticator.synced();
        Person ada = page.withPasskey(people.enrolled(), key);
        AccountPolicies.save(ada, "required", true, "allowedMethods", List.of("passkey"))
                .statusCode(200);
        Person other = people.enrolled();
        rows.join(ada, other.accountId, "member");
        AccountPolicies.save(other, "required", false, "allowedMethods", List.of("totp"))
                .statusCode(200);
        Api.signIn(ada.email, People.PASSWORD, null).body("methods", contains("passkey"));
        refused(byApp(ada), 401, "invalid-code");

        AccountPolicies.save(other, "required", true, "allowedMethods", List.of("totp"))
                .statusCode(200);
        Api.signIn(ada.email, People.PASSWORD, null).body("methods", contains("passkey"));
        refused(byApp(ada), 401, "invalid-code");
        verify(people.challengeFor(ada), key).statusCode(200).body("status", equalTo("signed_in"));
    }

    @Test
    @DisplayName("[PASK-08] a suspended passkey is no other way in: the app still answers")
    void a_suspended_passkey_is_no_way_in() {
        Person ada = page.withPasskey(people.enrolled(), SoftAuthenticator.synced());
        AccountPolicies.save(ada, "required", true, "allowedMethods", List.of("passkey"))
                .statusCode(200);
        rows.change("update passkey set status = 'suspended' where user_id = ?::uuid", ada.userId);

        byApp(ada).statusCode(200);
    }

    private ValidatableResponse byApp(Person person) {
        clock.nextStep();
        return Api.verify(people.challengeFor(person), "totp", person.app.codeAt(clock.instant()));
    }

    private static String enrollmentToken(ValidatableResponse answer) {
        return Api.read(answer.statusCode(200).body("status", equalTo("enrollment_required")))
                .path("enrollmentToken")
                .asText();
    }
}
