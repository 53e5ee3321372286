package dev.sallyport.support;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.greaterThanOrEqualTo;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.notNullValue;

import dev.sallyport.testing.Api;
import dev.sallyport.testing.Mailbox;
import dev.sallyport.testing.People;
import dev.sallyport.testing.Person;
import dev.sallyport.testing.Rows;
import dev.sallyport.testing.TestClock;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

@QuarkusTest
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class TwoFactorResetTest {

    @Inject
    Rows rows;

    @Inject
    People people;

    @Inject
    SupportDesk desk;

    @Inject
    TestClock clock;

    @Inject
    Mailbox mailbox;

    @Test
    @DisplayName("[S9] [A1] [SUPP-03] a reset takes everything away, and the user begins again with the mailed code")
    void a_reset_takes_everything_away() {
        Person ada = people.enrolled(people.newMember());
        Person agent = desk.agent();
        String pending = people.challengeFor(ada);
        SupportDesk.reset(agent.accessToken, ada.userId)
                .statusCode(200)
                .body("status", equalTo("executed"))
                .body("id", notNullValue());

        assertThat(desk.hasTwoFactor(ada)).isFalse();
        Api.session(ada.accessToken).statusCode(401);
        Api.verify(pending, "totp", ada.app.codeAt(clock.instant())).statusCode(401);
        Api.verify(pending, "recovery_code", ada.recoveryCodes.get(0)).statusCode(401);
        String challenge = Api.signIn(ada.email, People.PASSWORD, ada.deviceToken)
                .statusCode(200)
                .body("purpose", equalTo("device_verification"))
                .extract()
                .path("challengeToken");
        for (String revoked : List.of(ada.paperKey, ada.recoveryCodes.get(1))) {
            String method = revoked.equals(ada.paperKey) ? "paper_key" : "recovery_code";
            Api.verify(challenge, method, revoked).statusCode(greaterThanOrEqualTo(400));
        }
        String again = Api.verify(challenge, "email_code", mailbox.awaitCode(ada.email, 2))
                .statusCode(200)
                .extract()
                .path("accessToken");
        Api.session(again).statusCode(200).body("acr", equalTo("1fa"));
        Api.startEnrollment(again).statusCode(201);
    }

    @Test
    @DisplayName("[A2] [SUPP-02] reason and identity check are required, and are in the trail with agent and address")
    void reason_and_identity_check_are_required_and_audited() {
        Person ada = people.enrolled(people.newMember());
        Person agent = desk.agent();
        refused(agent, ada, null, "video_call", "reason");
        refused(agent, ada, "too short", "video_call", "reason");
        refused(agent, ada, "x".repeat(501), "video_call", "reason");
        refused(agent, ada, " ".repeat(20), "video_call", "reason");
        refused(agent, ada, SupportDesk.REASON, null, "identityCheck");
        refused(agent, ada, SupportDesk.REASON, "no", "identityCheck");
        assertThat(desk.hasTwoFactor(ada)).isTrue();

        SupportDesk.reset(agent.accessToken, ada.userId).statusCode(200);
        assertThat(desk.trail(ada, "two_factor_reset", "success"))
                .singleElement()
                .asString()
                .startsWith(agent.userId + " 127.0.0.1")
                .contains(SupportDesk.REASON, "video_call");
    }

    @Test
    @DisplayName("[SUPP-02] [NOTI-05] a reset that cannot be written to the trail does not happen, and no mail is owed")
    void a_reset_that_cannot_be_audited_does_not_happen() {
        Person ada = people.enrolled(people.newMember());
        Person agent = desk.agent();
        String name = "refuse_" + ada.userId.replace("-", "");
        rows.change("create function " + name + "() returns trigger language plpgsql as"
                + " $$ begin raise exception 'no' using errcode = 'insufficient_privilege'; end $$");
        rows.change("create trigger " + name + " before insert on audit_event for each row when (new.user_id = '"
                + ada.userId + "') execute function " + name + "()");
        try {
            SupportDesk.reset(agent.accessToken, ada.userId).statusCode(503).header("Retry-After", notNullValue());
        } finally {
            rows.change("drop trigger " + name + " on audit_event");
            rows.change("drop function " + name);
        }
        assertThat(desk.hasTwoFactor(ada)).isTrue();
        Api.session(ada.accessToken).statusCode(200);
        assertThat(rows.texts("select id from two_factor_reset where user_id = '" + ada.userId + "'"))
                .isEmpty();
        assertThat(rows.texts("select id from mail_outbox where kind = 'two_factor_reset' and user_id = '" + ada.userId
                        + "'"))
                .isEmpty();
    }

    @Test
    @DisplayName("[SUPP-04] [A5] [NOTI-04] the mail says how to object, and no answer to the agent holds a secret")
    void the_user_is_told_and_the_agent_learns_nothing() {
        Person ada = people.enrolled(people.newMember());
        Person agent = desk.agent();
        String found = SupportDesk.find(agent.accessToken, ada.email)
                .statusCode(200)
                .extract()
                .asString();
        String reset = SupportDesk.reset(agent.accessToken, ada.userId)
                .statusCode(200)
                .header("Cache-Control", containsString("no-store"))
                .extract()
                .asString();
        assertThat(found + reset)
                .doesNotContain(ada.paperKey, ada.recoveryCodes.get(0), "sp_", "eyJ", "$argon2", "secret", "oken");
        int mails = 3;
        String text = Mailbox.text(mailbox.awaitMailsTo(ada.email, mails).get(mails - 1));
        assertThat(text)
                .contains(
                        "Support has reset",
                        "did not ask for this",
                        "Reference: ",
                        "ask for a new password",
                        "/v1/report#sp_nd_");
        assertThat(text).doesNotContain("127.0.0.1");
    }

    @Test
    @DisplayName("[SUPP-01] [A3] only an agent with a fresh session of level 2fa can reset, and never themselves")
    void only_a_fresh_and_strong_agent_can_reset() {
        Person ada = people.enrolled(people.newMember());
        Person agent = desk.agent();
        SupportDesk.reset("sp_rc_nothing", ada.userId).statusCode(401);
        SupportDesk.reset(ada.accessToken, ada.userId).statusCode(403);
        Person weak = people.signedIn();
        SupportDesk.setRoles(weak, List.of("support")).statusCode(200);
        SupportDesk.reset(weak.accessToken, ada.userId).statusCode(403);
        SupportDesk.find(weak.accessToken, ada.email).statusCode(403);
        SupportDesk.reset(agent.accessToken, agent.userId).statusCode(403);
        assertThat(desk.trail(agent, "two_factor_reset", "refused")).hasSize(1);
        Api.asClient()
                .body(Api.body("reason", SupportDesk.REASON, "identityCheck", "video_call"))
                .post("/v1/support/users/{id}/two-factor-reset", ada.userId)
                .then()
                .statusCode(403);
        clock.advance(Duration.ofMinutes(11));
        String old = Api.verify(people.challengeFor(agent), "totp", agent.app.codeAt(clock.instant()))
                .statusCode(200)
                .extract()
                .path("accessToken");
        clock.advance(Duration.ofMinutes(4));
        SupportDesk.find(old, ada.email).statusCode(200);
        assertThat(desk.hasTwoFactor(ada)).isTrue();
    }

    @Test
    @DisplayName("[SUPP-01] a role is valid from the next request on, and so is its removal")
    void the_role_counts_at_the_next_request() {
        Person agent = people.enrolled();
        SupportDesk.find(agent.accessToken, agent.email).statusCode(403);
        SupportDesk.setRoles(agent, List.of("support", "support"))
                .statusCode(200)
                .body("id", equalTo(agent.userId))
                .body("roles", equalTo(List.of("support")));
        SupportDesk.find(agent.accessToken, agent.email).statusCode(200);
        SupportDesk.setRoles(agent, List.of()).statusCode(200).body("roles", empty());
        SupportDesk.find(agent.accessToken, agent.email).statusCode(403);
        SupportDesk.setRoles(agent, List.of("admin")).statusCode(400);
        Api.as(agent.accessToken)
                .body(Api.body("roles", List.of("support")))
                .put("/v1/admin/users/{id}/roles", agent.userId)
                .then()
                .statusCode(403);
        assertThat(desk.trail(agent, "privilege_permissions_changed", "success"))
                .hasSize(2);
    }

    @Test
    @DisplayName("[A5] an agent finds by whole email what confirms an identity, and nothing for an unknown one")
    void an_agent_finds_a_user_by_email() {
        Person ada = people.enrolled(people.newMember());
        Person agent = desk.agent();
        SupportDesk.find(agent.accessToken, ada.email.toUpperCase(java.util.Locale.ROOT))
                .statusCode(200)
                .body("items.size()", equalTo(1))
                .body("items[0].id", equalTo(ada.userId))
                .body("items[0].twoFactorEnabled", equalTo(true))
                .body("items[0].status", equalTo("active"))
                .body("items[0].lastSignInAt", notNullValue())
                .body("items[0].accounts[0].role", equalTo("member"));
        SupportDesk.find(agent.accessToken, "nobody@example.org")
                .statusCode(200)
                .body("items", empty());
        SupportDesk.find(agent.accessToken, "not an address").statusCode(200).body("items", empty());
        Api.as(agent.accessToken).get("/v1/support/users").then().statusCode(400);
        assertThat(desk.trail(ada, "sensitive_read", "success")).hasSize(1);
    }

    private static void refused(Person agent, Person user, String reason, String check, String field) {
        Api.as(agent.accessToken)
                .body(Api.body("reason", reason, "identityCheck", check))
                .post("/v1/support/users/{id}/two-factor-reset", user.userId)
                .then()
                .statusCode(400)
                .body("errors.field", not(empty()))
                .body("errors[0].field", allOf(notNullValue(), equalTo(field)));
    }
}
