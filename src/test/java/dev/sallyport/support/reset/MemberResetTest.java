package dev.sallyport.support.reset;

import static dev.sallyport.testing.Ceremonies.refused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;

import dev.sallyport.base.ids.AccountId;
import dev.sallyport.base.ids.UserId;
import dev.sallyport.security.caller.ClientContext;
import dev.sallyport.support.SupportDesk;
import dev.sallyport.support.agent.ResetAllowance;
import dev.sallyport.support.agent.ResetRulesTest;
import dev.sallyport.support.agent.SupportConfig.Concerned;
import dev.sallyport.testing.Api;
import dev.sallyport.testing.Mailbox;
import dev.sallyport.testing.Person;
import dev.sallyport.testing.TestClock;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

/** Resets of members by the owners and admins of their account. */
@QuarkusTest
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class MemberResetTest extends MemberResets {

    @Inject
    Mailbox mailbox;

    @Inject
    TestClock clock;

    @Inject
    MemberResetAuthorization authorization;

    @Inject
    TwoFactorResetRepository resets;

    @Inject
    ResetExecution execution;

    @Inject
    ResetAllowance allowance;

    @Inject
    DecisionService decisions;

    @Test
    @DisplayName("[SUPP-08] an owner or an admin resets a member, who gets a mail, and the trail says why")
    void an_owner_or_admin_resets_a_member() {
        Person owner = owner();
        Person admin = people.enrolled(people.memberOf(owner, "admin"));
        Person ada = member(owner);
        Person bob = member(owner);

        reset(owner, ada)
                .statusCode(200)
                .body("status", equalTo("executed"))
                .body("accountId", equalTo(owner.accountId))
                .body("requestedBy", equalTo(owner.userId))
                .body("approvedBy", nullValue());
        reset(admin, bob).statusCode(200);
        reset(owner, admin).statusCode(200);

        for (Person user : List.of(ada, bob, admin)) {
            assertThat(desk.hasTwoFactor(user)).isFalse();
            Api.session(user.accessToken).statusCode(401);
        }
        assertThat(Mailbox.text(mailbox.awaitMailsTo(ada.email, 3).get(2)))
                .contains(
                        "An owner or admin has reset your two-factor sign-in",
                        "Reference: ",
                        "/v1/report#sp_nd_",
                        "From: an owner or admin of your account")
                .doesNotContain(SupportDesk.REASON, "127.0.0.1", owner.email);
        assertThat(desk.trail(ada, "two_factor_reset", "success"))
                .singleElement()
                .asString()
                .startsWith(owner.userId)
                .contains(SupportDesk.REASON, "in_person");
        assertThat(rows.number(
                        "select count(*) from audit_event where account_id = ?::uuid and type = 'two_factor_reset'",
                        owner.accountId))
                .isEqualTo(3);
    }

    @Test
    @DisplayName("[SUPP-08] a user is reset at most three times a day, support included")
    void the_limits_are_those_of_support() {
        Person owner = owner();
        Person ada = people.memberOf(owner, "member");
        SupportDesk.reset(desk.agent().accessToken, ada.userId).statusCode(200);
        reset(owner, ada).statusCode(200);
        reset(owner, ada).statusCode(200);
        refused(reset(owner, ada), 429, "too-many-requests");
    }

    @Test
    @DisplayName(
            "[SUPP-08] with a waiting time a reset waits, the user can cancel it, and it is void without its ground")
    void a_reset_waits() {
        MemberResetService patient = new MemberResetService(
                authorization,
                resets,
                execution,
                allowance,
                ResetRulesTest.Settings.rules(Duration.ofHours(12), Concerned.PRIVILEGED, Concerned.PRIVILEGED),
                clock);
        Person owner = owner();
        Person ada = member(owner);
        Person bob = member(owner);
        Person eve = member(owner);
        Person former = owner();
        Person dan = member(former);
        for (Person user : List.of(ada, bob, eve)) {
            TwoFactorReset waiting = request(patient, owner, user);
            assertThat(waiting.status()).isEqualTo(ResetStatus.APPROVED);
        }
        request(patient, former, dan);
        assertThat(Mailbox.text(mailbox.awaitMailsTo(ada.email, 3).get(2)))
                .contains(
                        "wants to reset your two-factor sign-in",
                        "The reset takes effect on",
                        "/v1/support/cancel#sp_rc_")
                .doesNotContain("second agent");
        for (int number = 0; number < 4; number++) {
            refused(reset(owner, ada), 409, "conflict"); // and uses up nothing
        }
        SupportDesk.cancelByLink(mailbox.awaitToken(bob.email, "sp_rc_", 1));
        Person other = people.newcomer();
        rows.join(eve, other.accountId, "member");
        allow(Api.asClient(), former.accountId, false).statusCode(200);

        clock.advance(Duration.ofHours(12));
        while (decisions.executeDue()) {
            // one after the other
        }

        assertThat(desk.hasTwoFactor(ada)).isFalse();
        for (Person kept : List.of(bob, eve, dan)) {
            assertThat(desk.hasTwoFactor(kept)).isTrue();
            assertThat(desk.trail(kept, "two_factor_reset_cancelled", "success"))
                    .hasSize(1);
        }
    }

    private TwoFactorReset request(MemberResetService service, Person owner, Person user) {
        return service.request(
                        desk.caller(owner),
                        AccountId.fromString(owner.accountId),
                        UserId.fromString(user.userId),
                        new ResetRequest(SupportDesk.REASON, "in_person"),
                        new ClientContext("127.0.0.1", "test", null))
                .orElseThrow();
    }
}
