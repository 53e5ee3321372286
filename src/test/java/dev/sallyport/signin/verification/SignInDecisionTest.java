package dev.sallyport.signin.verification;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.policies.policy.Requirement;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("How a sign-in continues")
class SignInDecisionTest {

    private static final Instant NOW = Instant.parse("2026-11-23T10:00:00Z");

    private static final Requirement IN_GRACE = required(NOW.plusSeconds(1));
    private static final Requirement DUE_NOW = required(NOW);
    private static final Requirement OVERDUE = required(NOW.minusSeconds(1));
    private static final Requirement WITHOUT_GRACE = new Requirement(true, Optional.empty());

    /** A date without a demand: what an account leaves behind that switched its policy off. */
    private static final Requirement SWITCHED_OFF = new Requirement(false, Optional.of(NOW.minusSeconds(1)));

    @ParameterizedTest(name = "second factor {0}, recognized {1}, skips {2}: {3}, {4}, {5}")
    @CsvSource(textBlock = """
            # bound | recognized | skips | no account asks     | in grace                 | due
            false | false      | false | DEVICE_VERIFICATION | DEVICE_VERIFICATION      | DEVICE_VERIFICATION
            false | false      | true  | DEVICE_VERIFICATION | DEVICE_VERIFICATION      | DEVICE_VERIFICATION
            false | true       | false | SIGNED_IN           | SIGNED_IN_ENROLLMENT_DUE | ENROLLMENT_REQUIRED
            false | true       | true  | SIGNED_IN           | SIGNED_IN_ENROLLMENT_DUE | ENROLLMENT_REQUIRED
            true  | false      | false | TWO_FACTOR          | TWO_FACTOR               | TWO_FACTOR
            true  | false      | true  | TWO_FACTOR          | TWO_FACTOR               | TWO_FACTOR
            true  | true       | false | TWO_FACTOR          | TWO_FACTOR               | TWO_FACTOR
            true  | true       | true  | SIGNED_IN           | SIGNED_IN                | SIGNED_IN
            """, delimiter = '|')
    void table(
            boolean bound,
            boolean recognized,
            boolean skips,
            SignInDecision unasked,
            SignInDecision inGrace,
            SignInDecision due) {
        assertThat(decide(bound, recognized, skips, Requirement.NONE)).isEqualTo(unasked);
        assertThat(decide(bound, recognized, skips, SWITCHED_OFF)).isEqualTo(unasked);
        assertThat(decide(bound, recognized, skips, IN_GRACE)).isEqualTo(inGrace);
        assertThat(decide(bound, recognized, skips, DUE_NOW)).isEqualTo(due);
        assertThat(decide(bound, recognized, skips, OVERDUE)).isEqualTo(due);
        assertThat(decide(bound, recognized, skips, WITHOUT_GRACE)).isEqualTo(due);
    }

    @Test
    @DisplayName("without a factor, after the mailbox or the paper key, as on a recognized device")
    void withoutFactor() {
        assertThat(SignInFacts.withoutFactor(OVERDUE, NOW))
                .isEqualTo(new SignInFacts(false, true, false, OVERDUE, NOW));
    }

    @Test
    @DisplayName("is decided by what is in the table and nothing else")
    void outcomes() {
        assertThat(SignInDecision.values()).hasSize(5);
        assertThat(SignInFacts.class.getRecordComponents()).hasSize(5);
    }

    private static SignInDecision decide(boolean bound, boolean recognized, boolean skips, Requirement requirement) {
        return SignInDecision.of(new SignInFacts(bound, recognized, skips, requirement, NOW));
    }

    private static Requirement required(Instant dueAt) {
        return new Requirement(true, Optional.of(dueAt));
    }
}
