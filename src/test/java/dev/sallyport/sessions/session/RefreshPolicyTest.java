package dev.sallyport.sessions.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import dev.sallyport.testing.Api;
import dev.sallyport.testing.People;
import dev.sallyport.testing.Person;
import dev.sallyport.testing.Rows;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

/** What a policy can do at a refresh. */
@QuarkusTest
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class RefreshPolicyTest {

    @Inject
    People people;

    @Inject
    Rows rows;

    @Inject
    RuleOfTests rule;

    @Test
    @DisplayName("[RFSH-04] a rule that is against it ends the session at its refresh, and the trail says why")
    void a_rule_ends_a_session() {
        Person ada = people.signedIn();
        String next = Api.refresh(ada.refreshToken).statusCode(200).extract().path("refresh_token");
        rule.users.add(ada.userId);

        Api.refresh(next).statusCode(400).body("error", equalTo("invalid_grant"));

        rule.users.clear();
        Api.refresh(next).statusCode(400);
        Api.session(ada.accessToken).statusCode(401);
        assertThat(rows.text(
                        "select details ->> 'reason' from audit_event"
                                + " where user_id = ?::uuid and type = 'session_expired'",
                        ada.userId))
                .isEqualTo("policy");
    }

    @Test
    @DisplayName("[RFSH-04] a rule is asked for a repeated token too")
    void a_repeated_token_is_asked_about() {
        Person ada = people.signedIn();
        Api.refresh(ada.refreshToken).statusCode(200);
        rule.users.add(ada.userId);

        Api.refresh(ada.refreshToken).statusCode(400);

        rule.users.clear();
        Api.session(ada.accessToken).statusCode(401);
    }
}
