package dev.sallyport.support.reset;

import static dev.sallyport.testing.Ceremonies.refused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import dev.sallyport.accounts.account.Users;
import dev.sallyport.base.ids.AccountId;
import dev.sallyport.base.ids.UserId;
import dev.sallyport.factors.factor.BoundFactors;
import dev.sallyport.security.audit.Audit;
import dev.sallyport.security.caller.ClientContext;
import dev.sallyport.sessions.session.ActiveCaller;
import dev.sallyport.support.SupportDesk;
import dev.sallyport.support.agent.AgentAuthorization;
import dev.sallyport.support.agent.AgentGuard;
import dev.sallyport.support.agent.ResetAllowance;
import dev.sallyport.support.agent.ResetRules;
import dev.sallyport.support.agent.ResetRulesTest;
import dev.sallyport.support.agent.SupportConfig.Concerned;
import dev.sallyport.testing.Api;
import dev.sallyport.testing.Await;
import dev.sallyport.testing.LogRecorder;
import dev.sallyport.testing.Mailbox;
import dev.sallyport.testing.People;
import dev.sallyport.testing.Person;
import dev.sallyport.testing.RefusedChanges;
import dev.sallyport.testing.Rows;
import dev.sallyport.testing.TestClock;
import io.quarkus.scheduler.Scheduler;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

/** Resets where the settings ask for more than one agent, for every user. */
@QuarkusTest
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class StricterResetsTest {

    private static final ClientContext ORIGIN = new ClientContext("127.0.0.1", "test", null);

    private static final ResetRules WAITING =
            ResetRulesTest.Settings.rules(Duration.ofHours(12), Concerned.EVERYBODY, Concerned.PRIVILEGED);

    private static final ResetRules BY_TWO =
            ResetRulesTest.Settings.rules(Duration.ZERO, Concerned.PRIVILEGED, Concerned.EVERYBODY);

    @Inject
    People people;

    @Inject
    SupportDesk desk;

    @Inject
    Mailbox mailbox;

    @Inject
    Scheduler scheduler;

    @Inject
    TestClock clock;

    @Inject
    Rows rows;

    @Inject
    TwoFactorResetRepository resets;

    @Inject
    ResetExecution execution;

    @Inject
    ResetAllowance allowance;

    @Inject
    ResetAuthorization authorization;

    @Inject
    BoundFactors factors;

    @Inject
    ActiveCaller active;

    @Inject
    MemberResetAuthorization accounts;

    @Inject
    DecisionService decisions;

    @Inject
    Users users;

    @Inject
    CancelTokens tokens;

    @Inject
    Audit audit;

    private AgentAuthorization agents(ResetRules rules) {
        return new AgentAuthorization(users, factors, active, rules, clock);
    }

    private AgentGuard guard(ResetRules rules) {
        return new AgentGuard(users, agents(rules), allowance, audit);
    }

    private TwoFactorReset request(ResetRules rules, Person agent, Person user) {
        return new ResetService(resets, execution, guard(rules), agents(rules), rules, clock)
                .request(
                        desk.caller(agent),
                        UserId.fromString(user.userId),
                        new ResetRequest(SupportDesk.REASON, "in_person"),
                        ORIGIN)
                .orElseThrow();
    }

    private TwoFactorReset requestOfMember(ResetRules rules, Person owner, Person member) {
        return new MemberResetService(accounts, resets, execution, allowance, rules, clock)
                .request(
                        desk.caller(owner),
                        AccountId.fromString(owner.accountId),
                        UserId.fromString(member.userId),
                        new ResetRequest(SupportDesk.REASON, "in_person"),
                        ORIGIN)
                .orElseThrow();
    }

    @Test
    @DisplayName("[SUPP-09] an agent's reset of any user waits, the user can cancel it, and it is done when due")
    void the_wait() {
        Person agent = desk.agent();
        Person ada = people.enrolled(people.newMember());
        Person bob = people.enrolled(people.newMember());

        TwoFactorReset reset = request(WAITING, agent, ada);
        request(WAITING, agent, bob);

        assertThat(reset.status()).isEqualTo(ResetStatus.APPROVED);
        assertThat(desk.hasTwoFactor(ada)).isTrue();
        assertThat(Mailbox.text(mailbox.awaitMailsTo(ada.email, 3).get(2)))
                .contains("Nothing has changed yet.", "takes effect on", "/v1/support/cancel#sp_rc_")
                .doesNotContain("second agent");
        assertThat(desk.trail(ada, "two_factor_reset_requested", "success")).hasSize(1);
        SupportDesk.cancelByLink(mailbox.awaitToken(bob.email, "sp_rc_", 1));
        clock.advance(Duration.ofHours(12));
        while (decisions.executeDue()) {
            // one after the other
        }
        assertThat(desk.hasTwoFactor(ada)).isFalse();
        assertThat(desk.hasTwoFactor(bob)).isTrue();
    }

    @Test
    @DisplayName("[A3] [SUPP-09] a reset by one agent is cancelled if the user becomes an owner while it waits")
    void a_user_who_becomes_privileged() {
        Person ada = people.enrolled(people.newMember());
        TwoFactorReset reset = request(WAITING, desk.agent(), ada);
        rows.change("update membership set role = 'owner' where user_id = ?::uuid", ada.userId);

        clock.advance(Duration.ofHours(12));
        while (decisions.executeDue()) {
            // one after the other
        }

        assertThat(desk.hasTwoFactor(ada)).isTrue();
        assertThat(rows.text("select status from two_factor_reset where id = ?", reset.id()))
                .isEqualTo("cancelled");
        assertThat(desk.trail(ada, "two_factor_reset_cancelled", "success")).hasSize(1);
    }

    @Test
    @DisplayName("[SUPP-09] an agent's reset of any user needs a second agent")
    void a_second_agent() {
        Person first = desk.agent();
        Person ada = people.enrolled(people.newMember());

        String reset = request(BY_TWO, first, ada).id().toString();

        refused(SupportDesk.approve(first, reset), 403, "forbidden");
        assertThat(desk.hasTwoFactor(ada)).isTrue();
        SupportDesk.approve(desk.agent(), reset).statusCode(200).body("status", equalTo("executed"));
        assertThat(desk.hasTwoFactor(ada)).isFalse();
    }

    @Test
    @DisplayName("[SUPP-09] the reset of a member by an owner needs an agent, who must still be one when it is done")
    void an_agent_for_a_member() {
        Person owner = people.enrolled();
        Api.asClient()
                .body(Api.body("memberResets", true))
                .patch("/v1/accounts/{id}", owner.accountId)
                .then()
                .statusCode(200);
        Person ada = people.enrolled(people.memberOf(owner, "member"));
        Person bob = people.enrolled(people.memberOf(owner, "member"));
        Person agent = desk.agent();

        TwoFactorReset reset = requestOfMember(BY_TWO, owner, ada);
        TwoFactorReset another = requestOfMember(BY_TWO, owner, bob);

        assertThat(reset.status()).isEqualTo(ResetStatus.REQUESTED);
        assertThat(Mailbox.text(mailbox.awaitMailsTo(ada.email, 3).get(2)))
                .contains("your account", "/v1/support/cancel#sp_rc_");
        refused(SupportDesk.approve(owner, reset.id().toString()), 403, "forbidden");
        SupportDesk.approve(agent, reset.id().toString())
                .statusCode(200)
                .body("status", equalTo("executed"))
                .body("accountId", equalTo(owner.accountId))
                .body("approvedBy", equalTo(agent.userId));
        assertThat(desk.hasTwoFactor(ada)).isFalse();

        Api.asClient()
                .body(Api.body("memberResets", false))
                .patch("/v1/accounts/{id}", owner.accountId)
                .then()
                .statusCode(200);
        refused(SupportDesk.approve(agent, another.id().toString()), 409, "conflict");
        assertThat(desk.hasTwoFactor(bob)).isTrue();
    }

    @Test
    @DisplayName("[SUPP-09] an approved reset of a member is void when its agent has lost the role")
    void a_former_agent() {
        Person owner = people.enrolled();
        Api.asClient()
                .body(Api.body("memberResets", true))
                .patch("/v1/accounts/{id}", owner.accountId)
                .then()
                .statusCode(200);
        Person ada = people.enrolled(people.memberOf(owner, "member"));
        Person agent = desk.agent();
        TwoFactorReset reset = requestOfMember(BY_TWO, owner, ada);
        ResetRules patient =
                ResetRulesTest.Settings.rules(Duration.ofHours(12), Concerned.EVERYBODY, Concerned.EVERYBODY);
        new DecisionService(resets, execution, authorization, tokens, patient, users, clock)
                .approve(desk.caller(agent), reset.id(), ORIGIN)
                .orElseThrow();
        SupportDesk.setRoles(agent, List.of()).statusCode(200);

        clock.advance(Duration.ofHours(12));
        while (decisions.executeDue()) {
            // one after the other
        }

        assertThat(desk.hasTwoFactor(ada)).isTrue();
        assertThat(desk.trail(ada, "two_factor_reset_cancelled", "success")).hasSize(1);
    }

    @Test
    @DisplayName("[SUPP-09] a reset that fails when it is due is postponed, and delays no other")
    void a_reset_that_fails() {
        Person agent = desk.agent();
        Person ada = people.enrolled(people.newMember());
        Person bob = people.enrolled(people.newMember());
        TwoFactorReset failing = request(WAITING, agent, ada);
        clock.advance(Duration.ofSeconds(1));
        request(WAITING, agent, bob);
        scheduler.pause(); // the test says when the job runs
        clock.advance(Duration.ofHours(12));
        try (LogRecorder log = LogRecorder.open();
                RefusedChanges fault = RefusedChanges.ofRows(
                        "insert",
                        "audit_event",
                        "new.type = 'two_factor_reset' and new.user_id = '" + ada.userId + "'",
                        rows)) {
            while (decisions.executeDue()) {
                // one after the other
            }
            assertThat(fault.count()).isPositive();
            assertThat(log.lines()).anyMatch(line -> line.contains("Reset " + failing.id() + " of user " + ada.userId));
        } finally {
            scheduler.resume();
        }
        assertThat(desk.hasTwoFactor(bob)).isFalse();
        assertThat(desk.hasTwoFactor(ada)).isTrue();
        assertThat(rows.number("select failures from two_factor_reset where id = ?", failing.id()))
                .isOne();

        clock.advance(Duration.ofSeconds(6));
        while (decisions.executeDue()) {
            // the one that is left
        }
        Await.await(() -> !desk.hasTwoFactor(ada));
    }
}
