package dev.sallyport.sessions.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import dev.sallyport.testing.AccountPolicies;
import dev.sallyport.testing.Api;
import dev.sallyport.testing.People;
import dev.sallyport.testing.Person;
import dev.sallyport.testing.Rows;
import dev.sallyport.testing.TestClock;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

/** A policy that is due, at a refresh. It is withdrawn before the session is asked about again. */
@QuarkusTest
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class PolicyAtRefreshTest {

    @Inject
    People people;

    @Inject
    Rows rows;

    @Inject
    AccountPolicies policies;

    @Inject
    TestClock clock;

    @Test
    @DisplayName("[RFSH-04] a policy that is due ends the session at its refresh, and the trail says why")
    void a_policy_ends_a_session() {
        Person ada = people.signedIn();
        String next = Api.refresh(ada.refreshToken).statusCode(200).extract().path("refresh_token");
        policies.require(ada.accountId, clock.instant().minusSeconds(1));

        Api.refresh(next).statusCode(400).body("error", equalTo("invalid_grant"));

        policies.forbidDevices(ada.accountId);
        Api.refresh(next).statusCode(400);
        Api.session(ada.accessToken).statusCode(401);
        assertThat(rows.text(
                        "select details ->> 'reason' from audit_event"
                                + " where user_id = ?::uuid and type = 'session_expired'",
                        ada.userId))
                .isEqualTo("policy");
    }

    @Test
    @DisplayName("[RFSH-04] a policy that is due ends the session for a repeated token too")
    void a_policy_ends_a_session_at_a_repeated_token() {
        Person ada = people.signedIn();
        Api.refresh(ada.refreshToken).statusCode(200);
        policies.require(ada.accountId, clock.instant().minusSeconds(1));

        Api.refresh(ada.refreshToken).statusCode(400);

        policies.forbidDevices(ada.accountId);
        Api.session(ada.accessToken).statusCode(401);
    }
}
