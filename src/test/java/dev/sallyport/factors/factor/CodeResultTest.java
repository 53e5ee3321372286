package dev.sallyport.factors.factor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.sallyport.base.problem.ProblemException;
import dev.sallyport.base.problem.ProblemType;
import dev.sallyport.security.assurance.FactorMethod;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class CodeResultTest {

    private static final Attempt ATTEMPT = new Attempt(true, 4, false, Duration.ZERO, 6, new ChallengeBinding(0, 0));

    private static ProblemException refusal(CodeResult<String> result, Attempt attempt) {
        return catchThrowableOfType(
                ProblemException.class,
                () -> result.outcome(FactorMethod.TOTP, attempt).orElseThrow());
    }

    @Test
    void an_accepted_code_opens_its_value_and_is_no_failure() {
        CodeResult<String> result = CodeResult.accepted("the value");
        assertThat(result.outcome(FactorMethod.TOTP, ATTEMPT).orElseThrow()).isEqualTo("the value");
        assertThat(result.countsAsFailure()).isFalse();
        assertThat(result.isWrong()).isFalse();
    }

    @Test
    void a_wrong_code_is_a_failure_and_says_how_many_are_left_before_the_first_limit() {
        CodeResult<String> result = CodeResult.wrong(2, Optional.of(WrongCode.alreadyUsed()));
        assertThat(result.countsAsFailure()).isTrue();
        assertThat(result.isWrong()).isTrue();
        assertThat(refusal(result, ATTEMPT).type()).isEqualTo(ProblemType.INVALID_CODE);
        assertThat(refusal(result, ATTEMPT).members())
                .containsEntry("attemptsLeft", 2)
                .containsEntry("reason", "already_used");
        assertThat(refusal(CodeResult.wrong(9, Optional.empty()), ATTEMPT).members())
                .containsEntry("attemptsLeft", 4);
    }

    @Test
    void a_copy_of_an_accepted_code_is_wrong_and_no_failure() {
        CodeResult<String> result = CodeResult.copy(9, Optional.empty());
        assertThat(result.isWrong()).isTrue();
        assertThat(result.countsAsFailure()).isFalse();
        assertThat(refusal(result, ATTEMPT.refunded()).members()).containsEntry("attemptsLeft", 5);
    }

    @Test
    void a_code_that_was_not_looked_at_is_neither_wrong_nor_a_failure() {
        ProblemException ended = new ProblemException(ProblemType.CHALLENGE_EXPIRED);
        CodeResult<String> result = CodeResult.unchecked(ended);
        assertThat(result.isWrong()).isFalse();
        assertThat(result.countsAsFailure()).isFalse();
        assertThat(refusal(result, ATTEMPT)).isSameAs(ended);
    }
}
