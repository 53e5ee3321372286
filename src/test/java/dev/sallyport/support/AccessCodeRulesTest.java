package dev.sallyport.support;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sallyport.accounts.account.Users;
import dev.sallyport.base.ids.UserId;
import dev.sallyport.base.problem.ProblemException;
import dev.sallyport.factors.accesscode.AccessCodes;
import dev.sallyport.factors.factor.BoundFactors;
import dev.sallyport.mailing.mail.Notices;
import dev.sallyport.security.audit.Audit;
import dev.sallyport.security.caller.ClientContext;
import dev.sallyport.sessions.session.ActiveCaller;
import dev.sallyport.support.agent.AgentAuthorization;
import dev.sallyport.support.agent.AgentGuard;
import dev.sallyport.support.agent.ResetAllowance;
import dev.sallyport.support.agent.ResetRules;
import dev.sallyport.support.agent.ResetRulesTest;
import dev.sallyport.support.agent.SupportConfig.Concerned;
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

/** Access codes where the settings ask for more than one agent, for every user. */
@QuarkusTest
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class AccessCodeRulesTest {

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
    TestClock clock;

    @Inject
    Rows rows;

    @Inject
    ResetAllowance allowance;

    @Inject
    BoundFactors factors;

    @Inject
    ActiveCaller active;

    @Inject
    Users users;

    @Inject
    AccessCodes codes;

    @Inject
    Notices notices;

    @Inject
    Audit audit;

    @Test
    @DisplayName("[SUPP-09] an access code is no way around the second agent or the wait")
    void no_access_code() {
        Person agent = desk.agent();
        Person ada = people.enrolled(people.newMember());

        for (ResetRules rules : List.of(WAITING, BY_TWO)) {
            AgentAuthorization authorization = new AgentAuthorization(users, factors, active, rules, clock);
            AgentGuard guard = new AgentGuard(users, authorization, allowance, audit);
            SupportAccessCodes support = new SupportAccessCodes(codes, guard, authorization, notices, audit, clock);
            assertThatThrownBy(() -> support.issue(
                                    desk.caller(agent),
                                    UserId.fromString(ada.userId),
                                    new AccessCodeRequest(SupportDesk.REASON, "in_person"),
                                    ORIGIN)
                            .orElseThrow())
                    .isInstanceOf(ProblemException.class)
                    .hasMessageContaining("forbidden");
        }
        assertThat(rows.number("select count(*) from access_code where user_id = ?::uuid", ada.userId))
                .isZero();
    }
}
