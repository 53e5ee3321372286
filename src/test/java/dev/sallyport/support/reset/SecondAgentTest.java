package dev.sallyport.support.reset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;

import dev.sallyport.accounts.account.Users;
import dev.sallyport.base.ids.SessionId;
import dev.sallyport.base.ids.UserId;
import dev.sallyport.security.caller.ClientContext;
import dev.sallyport.security.caller.UserCaller;
import dev.sallyport.security.token.AssuranceLevel;
import dev.sallyport.support.SupportDesk;
import dev.sallyport.support.agent.ResetRulesTest;
import dev.sallyport.support.agent.SupportConfig.Concerned;
import dev.sallyport.testing.Api;
import dev.sallyport.testing.AtOnce;
import dev.sallyport.testing.Mailbox;
import dev.sallyport.testing.People;
import dev.sallyport.testing.Person;
import dev.sallyport.testing.Rows;
import dev.sallyport.testing.TestClock;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

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
    ResetStanding standing;

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
        String reset = requested(first, owner);
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

        requested(desk.agent(), admin);
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
        String reset = requested(first, target);
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
        String reset = requested(desk.agent(), owner);
        List<Person> agents = List.of(desk.agent(), desk.agent(), desk.agent());
        List<Integer> statuses = AtOnce.run(
                3,
                number -> () ->
                        SupportDesk.approve(agents.get(number), reset).extract().statusCode());
        assertThat(statuses).containsExactlyInAnyOrder(200, 409, 409);
        assertThat(desk.trail(owner, "two_factor_reset", "success")).hasSize(1);
    }

    @Test
    @DisplayName(
            "[A4] the link in the owner's mail cancels, twice with the same answer, and its token is nowhere stored")
    void the_link_in_the_mail_cancels() {
        Person owner = desk.owner();
        Person agent = desk.agent();
        String reset = requested(agent, owner);
        String mail = Mailbox.text(mailbox.awaitMailsTo(owner.email, 3).get(2));
        Matcher link = Pattern.compile("(http://\\S+)/v1/support/cancel#(sp_rc_[A-Za-z0-9._-]+)\\s")
                .matcher(mail);
        assertThat(link.find()).isTrue();
        String token = link.group(2);
        assertThat(desk.query("select details::text from mail_outbox where user_id = '" + owner.userId + "'"))
                .noneMatch(details -> details.contains("sp_rc_"));
        cancelByLink(token.substring(0, token.length() - 4) + "AAAA");
        SupportDesk.get(agent, reset).body("status", equalTo("requested"));
        cancelByLink(token);
        cancelByLink(token);
        cancelByLink("unknown");
        SupportDesk.get(agent, reset).body("status", equalTo("cancelled")).body("approvedBy", nullValue());
        SupportDesk.approve(desk.agent(), reset).statusCode(409);
        assertThat(desk.trail(owner, "two_factor_reset_cancelled", "success"))
                .singleElement()
                .asString()
                .startsWith(owner.userId);
        assertThat(desk.hasTwoFactor(owner)).isTrue();
    }

    @Test
    @DisplayName("[NOTI-03] the link in the mail leads to the configured address, whatever the request says of hosts")
    void the_link_leads_home() {
        Person owner = desk.owner();
        Api.as(desk.agent().accessToken)
                .header("Host", "evil.test")
                .header("X-Forwarded-Host", "evil.test")
                .header("X-Forwarded-Proto", "https")
                .header("Forwarded", "host=evil.test;proto=https")
                .body(Api.body("reason", SupportDesk.REASON, "identityCheck", "video_call"))
                .post("/v1/support/users/{id}/two-factor-reset", owner.userId)
                .then()
                .statusCode(202);
        assertThat(Mailbox.text(mailbox.awaitMailsTo(owner.email, 3).get(2)))
                .contains("http://localhost:8080/v1/support/cancel#sp_rc_")
                .doesNotContain("evil");
    }

    @Test
    @DisplayName("[A4] the cancel page runs its own script only, and changes nothing by being opened")
    void the_cancel_page_runs_its_own_script_only() throws Exception {
        String csp = Api.json()
                .get("/v1/support/cancel")
                .then()
                .statusCode(200)
                .extract()
                .header("Content-Security-Policy");
        String page = Api.json()
                .get("/v1/support/cancel")
                .then()
                .contentType(containsString("text/html"))
                .extract()
                .asString();
        Matcher script =
                Pattern.compile("<script>(.*)</script>", Pattern.DOTALL).matcher(page);
        assertThat(script.find()).isTrue();
        byte[] hash =
                MessageDigest.getInstance("SHA-256").digest(script.group(1).getBytes(StandardCharsets.UTF_8));
        assertThat(csp)
                .contains("default-src 'none'", "'sha256-" + Base64.getEncoder().encodeToString(hash) + "'")
                .doesNotContain("unsafe");
    }

    @Test
    @DisplayName("[A4] with a waiting time an approved reset is executed when it is over, once, unless it is cancelled")
    void an_approved_reset_waits() {
        DecisionService patient = new DecisionService(
                resets,
                execution,
                standing,
                tokens,
                ResetRulesTest.Settings.rules(Duration.ofHours(12), Concerned.PRIVILEGED, Concerned.PRIVILEGED),
                users,
                clock);
        Person owner = desk.owner();
        Person other = desk.owner();
        Person first = desk.agent();
        UserCaller second = caller(desk.agent());
        UUID reset = UUID.fromString(requested(first, owner));
        UUID cancelled = UUID.fromString(requested(first, other));
        assertThat(patient.approve(second, reset, ORIGIN).orElseThrow().status())
                .isEqualTo(ResetStatus.APPROVED);
        patient.approve(second, cancelled, ORIGIN).orElseThrow();
        assertThat(Mailbox.text(mailbox.awaitMailsTo(owner.email, 4).get(3)))
                .contains("A second agent approved the reset. It takes effect on", "/v1/support/cancel#sp_rc_");
        assertThat(decisions.executeDue()).isFalse();
        assertThat(desk.hasTwoFactor(owner)).isTrue();
        cancelByLink(tokens.issue(UserId.fromString(other.userId), cancelled));

        clock.advance(Duration.ofHours(12));
        AtOnce.run(4, () -> decisions.executeDue());
        long end = System.nanoTime() + Duration.ofSeconds(10).toNanos();
        while (desk.hasTwoFactor(owner) && System.nanoTime() < end) {
            LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
        }
        assertThat(desk.hasTwoFactor(owner)).isFalse();
        assertThat(desk.hasTwoFactor(other)).isTrue();
        assertThat(desk.trail(owner, "two_factor_reset", "success")).hasSize(1);
    }

    @Test
    @DisplayName("[A4] a request can be approved for a day")
    void a_request_can_be_approved_for_a_day() {
        Person owner = desk.owner();
        String reset = requested(desk.agent(), owner);
        assertThat(SupportDesk.waiting(desk.agent())).contains(reset);
        clock.advance(Duration.ofHours(24));
        assertThat(SupportDesk.waiting(desk.agent())).doesNotContain(reset);
        SupportDesk.approve(desk.agent(), reset).statusCode(410);
        assertThat(desk.hasTwoFactor(owner)).isTrue();
    }

    private static String requested(Person agent, Person user) {
        return SupportDesk.reset(agent.accessToken, user.userId)
                .statusCode(202)
                .body("status", equalTo("requested"))
                .extract()
                .path("id");
    }

    private static void cancelByLink(String token) {
        Api.json()
                .body(Api.body("token", token))
                .post("/v1/support/cancel")
                .then()
                .statusCode(204);
    }

    private UserCaller caller(Person agent) {
        return new UserCaller(
                UserId.fromString(agent.userId),
                SessionId.fromString(rows.text(
                        "select id from session where user_id = ?::uuid and ended_at is null"
                                + " order by created_at desc limit 1",
                        agent.userId)),
                AssuranceLevel.TWO_FACTOR,
                clock.instant(),
                List.of("pwd", "otp", "mfa"),
                true);
    }
}
