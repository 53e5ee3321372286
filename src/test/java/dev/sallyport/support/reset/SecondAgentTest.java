package dev.sallyport.support.reset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import dev.sallyport.accounts.account.Users;
import dev.sallyport.base.ids.UserId;
import dev.sallyport.security.caller.ClientContext;
import dev.sallyport.security.caller.UserCaller;
import dev.sallyport.support.SupportDesk;
import dev.sallyport.support.agent.ResetRulesTest;
import dev.sallyport.support.agent.SupportConfig.Concerned;
import dev.sallyport.testing.AtOnce;
import dev.sallyport.testing.Await;
import dev.sallyport.testing.Mailbox;
import dev.sallyport.testing.People;
import dev.sallyport.testing.Person;
import dev.sallyport.testing.Rows;
import dev.sallyport.testing.TestClock;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

/** Resets that need a second agent. */
@QuarkusTest
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class SecondAgentTest {

    private static final ClientContext ORIGIN = new ClientContext("127.0.0.1", "test", null);

    @Inject
    People people;

    @Inject
    SupportDesk desk;

    @Inject
    TestClock clock;

    @Inject
    Mailbox mailbox;

    @Inject
    Rows rows;

    @Inject
    TwoFactorResetRepository resets;

    @Inject
    ResetExecution execution;

    @Inject
    ResetAuthorization authorization;

    @Inject
    CancelTokens tokens;

    @Inject
    Users users;

    @Inject
    DecisionService decisions;

    @Test
    @DisplayName("[A3] [A4] [SUPP-01] an owner's reset waits for another agent: the same one is refused")
    void an_owners_reset_needs_a_second_agent() {
        Person owner = desk.owner();
        Person first = desk.agent();
        Person second = desk.agent();
        String reset = SupportDesk.requested(first, owner);
        assertThat(desk.hasTwoFactor(owner)).isTrue();
        SupportDesk.reset(second.accessToken, owner.userId).statusCode(409);
        SupportDesk.approve(first, reset).statusCode(403);
        SupportDesk.approve(second, "0199d3c2-0000-7000-8000-000000000000").statusCode(404);
        SupportDesk.get(second, reset).statusCode(200).body("status", equalTo("requested"));
        assertThat(SupportDesk.waiting(second)).startsWith(reset);
        SupportDesk.approve(second, reset)
                .statusCode(200)
                .body("status", equalTo("executed"))
                .body("requestedBy", equalTo(first.userId))
                .body("approvedBy", equalTo(second.userId));
        assertThat(desk.hasTwoFactor(owner)).isFalse();
        SupportDesk.approve(second, reset).statusCode(409);
        SupportDesk.cancel(second, reset).statusCode(409);
        assertThat(SupportDesk.waiting(second)).doesNotContain(reset);
        assertThat(desk.trail(owner, "two_factor_reset", "success"))
                .singleElement()
                .asString()
                .contains(first.userId, second.userId);
    }

    @Test
    @DisplayName("[A1] [SUPP-01] an owner whose account has no other members is reset by one agent, like any user")
    void an_owner_without_members_needs_one_agent() {
        Person alone = people.enrolled();
        SupportDesk.reset(desk.agent().accessToken, alone.userId)
                .statusCode(200)
                .body("status", equalTo("executed"));
        assertThat(desk.hasTwoFactor(alone)).isFalse();
    }

    @Test
    @DisplayName("[A3] an admin who may reset members needs a second agent, and another admin does not")
    void an_admin_who_may_reset_members_needs_a_second_agent() {
        Person owner = people.signedIn();
        Person admin = people.enrolled(people.memberOf(owner, "admin"));
        Person member = people.enrolled(people.memberOf(owner, "member"));
        rows.change("update account set member_resets = true where id = ?::uuid", owner.accountId);

        SupportDesk.requested(desk.agent(), admin);
        assertThat(desk.hasTwoFactor(admin)).isTrue();
        SupportDesk.reset(desk.agent().accessToken, member.userId).statusCode(200);

        Person other = people.enrolled(people.memberOf(people.signedIn(), "admin"));
        SupportDesk.reset(desk.agent().accessToken, other.userId).statusCode(200);
    }

    @Test
    @DisplayName("[A3] an agent's reset needs a second agent too, who is not the one it is about")
    void an_agents_reset_needs_a_second_agent() {
        Person target = people.enrolled(people.newMember());
        SupportDesk.setRoles(target, List.of("support")).statusCode(200);
        Person first = desk.agent();
        String reset = SupportDesk.requested(first, target);
        SupportDesk.approve(target, reset).statusCode(403);
        SupportDesk.cancel(first, reset).statusCode(200).body("status", equalTo("cancelled"));
        SupportDesk.cancel(first, reset).statusCode(200);
        SupportDesk.approve(desk.agent(), reset).statusCode(409);
        assertThat(desk.hasTwoFactor(target)).isTrue();
    }

    @Test
    @DisplayName("[A4] two approvals at once execute once")
    void two_approvals_at_once_execute_once() {
        Person owner = desk.owner();
        String reset = SupportDesk.requested(desk.agent(), owner);
        List<Person> agents = List.of(desk.agent(), desk.agent(), desk.agent());
        List<Integer> statuses = AtOnce.run(
                3,
                number -> () ->
                        SupportDesk.approve(agents.get(number), reset).extract().statusCode());
        assertThat(statuses).containsExactlyInAnyOrder(200, 409, 409);
        assertThat(desk.trail(owner, "two_factor_reset", "success")).hasSize(1);
    }

    @Test
    @DisplayName("[A4] with a waiting time an approved reset is executed when it is over, once, unless it is cancelled")
    void an_approved_reset_waits() {
        DecisionService patient = new DecisionService(
                resets,
                execution,
                authorization,
                tokens,
                ResetRulesTest.Settings.rules(Duration.ofHours(12), Concerned.PRIVILEGED, Concerned.PRIVILEGED),
                users,
                clock);
        Person owner = desk.owner();
        Person other = desk.owner();
        Person first = desk.agent();
        UserCaller second = desk.caller(desk.agent());
        UUID reset = UUID.fromString(SupportDesk.requested(first, owner));
        UUID cancelled = UUID.fromString(SupportDesk.requested(first, other));
        assertThat(patient.approve(second, reset, ORIGIN).orElseThrow().status())
                .isEqualTo(ResetStatus.APPROVED);
        patient.approve(second, cancelled, ORIGIN).orElseThrow();
        assertThat(Mailbox.text(mailbox.awaitMailsTo(owner.email, 4).get(3)))
                .contains("A second agent approved the reset. It takes effect on", "/v1/support/cancel#sp_rc_");
        assertThat(decisions.executeDue()).isFalse();
        assertThat(desk.hasTwoFactor(owner)).isTrue();
        SupportDesk.cancelByLink(tokens.issue(UserId.fromString(other.userId), cancelled));

        clock.advance(Duration.ofHours(12));
        AtOnce.run(4, () -> decisions.executeDue());
        Await.await("the reset", () -> !desk.hasTwoFactor(owner));
        assertThat(desk.hasTwoFactor(other)).isTrue();
        assertThat(desk.trail(owner, "two_factor_reset", "success")).hasSize(1);
    }

    @Test
    @DisplayName("[A4] a request can be approved for a day")
    void a_request_can_be_approved_for_a_day() {
        Person owner = desk.owner();
        String reset = SupportDesk.requested(desk.agent(), owner);
        assertThat(SupportDesk.waiting(desk.agent())).contains(reset);
        clock.advance(Duration.ofHours(24));
        assertThat(SupportDesk.waiting(desk.agent())).doesNotContain(reset);
        SupportDesk.approve(desk.agent(), reset).statusCode(410);
        assertThat(desk.hasTwoFactor(owner)).isTrue();
    }
}
