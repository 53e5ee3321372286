package dev.sallyport.support;

import static dev.sallyport.testing.Ceremonies.refused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import dev.sallyport.testing.Api;
import dev.sallyport.testing.Mailbox;
import dev.sallyport.testing.People;
import dev.sallyport.testing.Person;
import dev.sallyport.testing.TestClock;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

/** What was begun before a lockdown, in the session of a user whom another person may have controlled. */
@QuarkusTest
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class LockdownRemainsTest {

    @Inject
    People people;

    @Inject
    SupportDesk desk;

    @Inject
    Mailbox mailbox;

    @Inject
    TestClock clock;

    private void lockDownAndLift(Person agent, Person user) {
        clock.advance(Duration.ofSeconds(1));
        SupportDesk.lockDown(agent, user);
        SupportDesk.lift(agent, user);
    }

    private static void invite(Person owner, String email) {
        Api.as(owner.accessToken)
                .body(Api.body("email", email, "role", "admin"))
                .post("/v1/accounts/{id}/users", owner.accountId)
                .then()
                .statusCode(201);
    }

    @Test
    @DisplayName(
            "[LOCK-07] an invitation from before a lockdown of the inviter is void, until the inviter invites again")
    void an_invitation() {
        Person ada = people.signedIn();
        String accomplice = "mallory-" + ada.email;
        invite(ada, accomplice);
        String invitation = mailbox.awaitToken(accomplice, "sp_in_", 1);

        lockDownAndLift(desk.agent(), ada);

        refused(Api.setPassword(invitation, People.NEW_PASSWORD), 410, "gone");
        Api.setPassword(mailbox.awaitToken(ada.email, "sp_pr_", 1), People.NEW_PASSWORD)
                .statusCode(204);
        String challenge = Api.signIn(ada.email, People.NEW_PASSWORD, null)
                .statusCode(200)
                .extract()
                .path("challengeToken");
        ada.accessToken = Api.verify(challenge, "email_code", mailbox.awaitCode(ada.email, 2))
                .statusCode(200)
                .extract()
                .path("accessToken");
        invite(ada, accomplice);
        Api.setPassword(invitation, People.NEW_PASSWORD).statusCode(204);
    }

    @Test
    @DisplayName("[LOCK-07] a reset that was requested before a lockdown of its user is void")
    void a_reset_of_the_user() {
        Person owner = desk.owner();
        Person second = desk.agent();
        String reset = SupportDesk.requested(desk.agent(), owner);

        lockDownAndLift(second, owner);

        refused(SupportDesk.approve(second, reset), 409, "conflict");
        SupportDesk.get(second, reset).body("status", equalTo("cancelled"));
        assertThat(desk.hasTwoFactor(owner)).isTrue();
    }

    @Test
    @DisplayName("[LOCK-07] a reset that an agent requested before a lockdown of the agent is void")
    void a_reset_by_the_user() {
        Person owner = desk.owner();
        Person first = desk.agent();
        Person second = desk.agent();
        String reset = SupportDesk.requested(first, owner);

        lockDownAndLift(second, first);

        refused(SupportDesk.approve(second, reset), 409, "conflict");
        assertThat(desk.hasTwoFactor(owner)).isTrue();
    }

    @Test
    @DisplayName(
            "[LOCK-06] a reset that is requested during the lockdown takes the second agent as ever, and is executed")
    void a_reset_during_the_lockdown() {
        Person owner = desk.owner();
        Person first = desk.agent();
        Person second = desk.agent();
        SupportDesk.lockDown(first, owner);

        String reset = SupportDesk.requested(first, owner);
        refused(SupportDesk.approve(first, reset), 403, "forbidden");
        SupportDesk.approve(second, reset).statusCode(200).body("status", equalTo("executed"));

        assertThat(desk.hasTwoFactor(owner)).isFalse();
    }
}
