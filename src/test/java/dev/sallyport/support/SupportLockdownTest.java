package dev.sallyport.support;

import static dev.sallyport.testing.Ceremonies.refused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import dev.sallyport.testing.Api;
import dev.sallyport.testing.Mailbox;
import dev.sallyport.testing.People;
import dev.sallyport.testing.Person;
import dev.sallyport.testing.TestClock;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.UUID;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

/** Lockdowns by agents, and how a user gets out of one. */
@QuarkusTest
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class SupportLockdownTest {

    @Inject
    People people;

    @Inject
    SupportDesk desk;

    @Inject
    Mailbox mailbox;

    @Inject
    TestClock clock;

    @Test
    @DisplayName(
            "[LOCK-04] an agent locks a user down and opens the user; then a new password and the second factor are needed")
    void there_and_back() {
        Person agent = desk.agent();
        Person ada = people.enrolled();

        SupportDesk.lockDown(agent, ada.userId).statusCode(204);

        Api.session(ada.accessToken).statusCode(401);
        mailbox.awaitMail(ada.email, "Support has locked your sign-in");
        SupportDesk.find(agent.accessToken, ada.email).body("items[0].lockedDownAt", notNullValue());
        assertThat(desk.trail(ada, "user_locked_down", "success"))
                .singleElement()
                .asString()
                .contains(SupportDesk.REASON);

        SupportDesk.lift(agent, ada.userId).statusCode(204);

        mailbox.awaitMail(ada.email, "Your sign-in is open again");
        SupportDesk.find(agent.accessToken, ada.email).body("items[0].lockedDownAt", nullValue());
        refused(Api.signIn(ada.email, People.PASSWORD, null), 403, "password-reset-required");
        Api.setPassword(mailbox.awaitToken(ada.email, "sp_pr_", 1), People.NEW_PASSWORD)
                .statusCode(204);
        String challenge = Api.signIn(ada.email, People.NEW_PASSWORD, null)
                .statusCode(200)
                .extract()
                .path("challengeToken");
        clock.nextStep();
        Api.verify(challenge, "totp", ada.app.codeAt(clock.instant())).statusCode(200);
    }

    @Test
    @DisplayName("[LOCK-04] the mail of a lockdown names neither the reason nor the agent")
    void what_the_user_reads() {
        Person agent = desk.agent();
        Person ada = people.newcomer();

        SupportDesk.lockDown(agent, ada.userId).statusCode(204);

        assertThat(Mailbox.text(mailbox.awaitMailsTo(ada.email, 1).get(0)))
                .contains("Reference: ")
                .doesNotContain(SupportDesk.REASON, agent.email);
    }

    @Test
    @DisplayName("[LOCK-04] a user whose resets of the day are used up can be locked down")
    void used_up_resets_do_not_stand_against_it() {
        Person agent = desk.agent();
        Person ada = people.enrolled();
        for (int number = 0; number < 3; number++) {
            SupportDesk.reset(agent.accessToken, ada.userId).statusCode(200);
        }
        refused(SupportDesk.reset(agent.accessToken, ada.userId), 429, "too-many-requests");

        SupportDesk.lockDown(agent, ada.userId).statusCode(204);
    }

    @Test
    void who_may_not_and_who_cannot_be() {
        Person agent = desk.agent();
        Person ada = people.enrolled();

        refused(SupportDesk.lockDown(agent, agent.userId), 403, "forbidden");
        refused(SupportDesk.lift(agent, agent.userId), 403, "forbidden");
        refused(SupportDesk.lockDown(ada, agent.userId), 403, "forbidden");
        refused(SupportDesk.lift(ada, agent.userId), 403, "forbidden");
        refused(SupportDesk.lockDown(agent, UUID.randomUUID().toString()), 404, "not-found");
        refused(SupportDesk.lift(agent, UUID.randomUUID().toString()), 404, "not-found");
        refused(SupportDesk.lift(agent, ada.userId), 409, "conflict");
        SupportDesk.lockDown(agent, ada.userId).statusCode(204);
        refused(SupportDesk.lockDown(agent, ada.userId), 404, "not-found");
        refused(
                Api.as(agent.accessToken)
                        .body(Api.body("reason", "short"))
                        .post("/v1/support/users/{id}/lockdown", ada.userId)
                        .then(),
                400,
                "invalid-request");
    }

    @Test
    @DisplayName("[LOCK-04] a disabled user is not enabled by the end of a lockdown that there was not")
    void a_disabled_user_stays_disabled() {
        Person agent = desk.agent();
        Person owner = people.enrolled();
        Person member = people.memberOf(owner, "member");
        Api.asClient()
                .body(Api.body("status", "disabled"))
                .patch("/v1/accounts/{id}/users/{user}", owner.accountId, member.userId)
                .then()
                .statusCode(200);

        refused(SupportDesk.lift(agent, member.userId), 409, "conflict");
        refused(Api.signIn(member.email, People.PASSWORD, null), 401, "invalid-credentials");
    }
}
