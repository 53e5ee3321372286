package dev.sallyport.signin.verification;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.policies.policy.Requirement;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("How a sign-in goes on")
class SignInDecisionTest {

    private static final Instant NOW = Instant.parse("2026-11-23T10:00:00Z");

    private static final Requirement IN_GRACE = required(NOW.plusSeconds(1));
    private static final Requirement DUE_NOW = required(NOW);
    private static final Requirement OVERDUE = required(NOW.minusSeconds(1));
    private static final Requirement WITHOUT_GRACE = new Requirement(true, Optional.empty());

    /** A date without a demand: what an account leaves behind that switched its policy off. */
    private static final Requirement SWITCHED_OFF = new Requirement(false, Optional.of(NOW.minusSeconds(1)));

    @ParameterizedTest(name = "sso {0}, authenticator {1}, recognised {2}, skips {3}: {4}, {5}, {6}")
    @CsvSource(textBlock = """
            # sso | bound | recognised | skips | nobody asks         | in grace                 | due
            false | false | false      | false | DEVICE_VERIFICATION | DEVICE_VERIFICATION      | DEVICE_VERIFICATION
            false | false | false      | true  | DEVICE_VERIFICATION | DEVICE_VERIFICATION      | DEVICE_VERIFICATION
            false | false | true       | false | SIGNED_IN           | SIGNED_IN_ENROLLMENT_DUE | ENROLLMENT_REQUIRED
            false | false | true       | true  | SIGNED_IN           | SIGNED_IN_ENROLLMENT_DUE | ENROLLMENT_REQUIRED
            false | true  | false      | false | TWO_FACTOR          | TWO_FACTOR               | TWO_FACTOR
            false | true  | false      | true  | TWO_FACTOR          | TWO_FACTOR               | TWO_FACTOR
            false | true  | true       | false | TWO_FACTOR          | TWO_FACTOR               | TWO_FACTOR
            false | true  | true       | true  | SIGNED_IN           | SIGNED_IN                | SIGNED_IN
            true  | false | false      | false | SIGNED_IN           | SIGNED_IN                | SIGNED_IN
            true  | false | false      | true  | SIGNED_IN           | SIGNED_IN                | SIGNED_IN
            true  | false | true       | false | SIGNED_IN           | SIGNED_IN                | SIGNED_IN
            true  | false | true       | true  | SIGNED_IN           | SIGNED_IN                | SIGNED_IN
            true  | true  | false      | false | SIGNED_IN           | SIGNED_IN                | SIGNED_IN
            true  | true  | false      | true  | SIGNED_IN           | SIGNED_IN                | SIGNED_IN
            true  | true  | true       | false | SIGNED_IN           | SIGNED_IN                | SIGNED_IN
            true  | true  | true       | true  | SIGNED_IN           | SIGNED_IN                | SIGNED_IN
            """, delimiter = '|')
    void table(
            boolean sso,
            boolean bound,
            boolean recognised,
            boolean skips,
            SignInDecision unasked,
            SignInDecision inGrace,
            SignInDecision due) {
        assertThat(decide(sso, bound, recognised, skips, Requirement.NONE)).isEqualTo(unasked);
        assertThat(decide(sso, bound, recognised, skips, SWITCHED_OFF)).isEqualTo(unasked);
        assertThat(decide(sso, bound, recognised, skips, IN_GRACE)).isEqualTo(inGrace);
        assertThat(decide(sso, bound, recognised, skips, DUE_NOW)).isEqualTo(due);
        assertThat(decide(sso, bound, recognised, skips, OVERDUE)).isEqualTo(due);
        assertThat(decide(sso, bound, recognised, skips, WITHOUT_GRACE)).isEqualTo(due);
    }

    @Test
    @DisplayName("is decided by what is in the table and nothing else")
    void outcomes() {
        assertThat(SignInDecision.values()).hasSize(5);
        assertThat(SignInFacts.class.getRecordComponents()).hasSize(6);
    }

    private static SignInDecision decide(
            boolean sso, boolean bound, boolean recognised, boolean skips, Requirement requirement) {
        return SignInDecision.of(new SignInFacts(sso, bound, recognised, skips, requirement, NOW));
    }

    private static Requirement required(Instant dueAt) {
        return new Requirement(true, Optional.of(dueAt));
    }
}
