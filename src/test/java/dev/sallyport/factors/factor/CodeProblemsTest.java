package dev.sallyport.factors.factor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.base.problem.ProblemException;
import dev.sallyport.base.problem.ProblemType;
import dev.sallyport.security.assurance.FactorMethod;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class CodeProblemsTest {

    private static VerificationResult verdict(VerificationResult.Result result, int remaining) {
        return new VerificationResult(
                result, new Attempt(true, remaining, false, Duration.ofSeconds(90), 3, new ChallengeBinding(0, 0)));
    }

    @Test
    void a_verdict_is_one_thing() {
        for (VerificationResult.Result result : VerificationResult.Result.values()) {
            VerificationResult verdict = verdict(result, 7);
            assertThat(verdict.isRight()).isEqualTo(result == VerificationResult.Result.RIGHT);
            assertThat(verdict.isLocked()).isEqualTo(result == VerificationResult.Result.LOCKED);
            assertThat(verdict.isVoid()).isEqualTo(result == VerificationResult.Result.VOID);
        }
    }

    @Test
    @DisplayName("[THRT-01] what is left of the narrower budget is said, and after it when to come back")
    void what_is_left_is_said() {
        ProblemException wrong = CodeProblems.of(FactorMethod.TOTP, verdict(VerificationResult.Result.WRONG, 7), 4);
        assertThat(wrong.type()).isEqualTo(ProblemType.INVALID_CODE);
        assertThat(wrong.detail())
                .as("the text of the type, which the contract shows")
                .isNull();
        assertThat(wrong.members()).containsEntry("attemptsLeft", 4);
        assertThat(CodeProblems.of(FactorMethod.TOTP, verdict(VerificationResult.Result.WRONG, 2), 4)
                        .members())
                .containsEntry("attemptsLeft", 2);
        assertThat(CodeProblems.of(FactorMethod.TOTP, verdict(VerificationResult.Result.WRONG, 7), 99)
                        .members())
                .containsEntry("attemptsLeft", 7);

        ProblemException locked = CodeProblems.of(FactorMethod.TOTP, verdict(VerificationResult.Result.LOCKED, 0), 4);
        assertThat(locked.type()).isEqualTo(ProblemType.TOO_MANY_ATTEMPTS);
        assertThat(locked.headers()).containsEntry("Retry-After", List.of("90"));
        assertThat(locked.members()).containsEntry("retryAfterSeconds", 90L).doesNotContainKey("attemptsLeft");
    }

    @Test
    void what_cannot_be_a_code_is_refused_by_its_field() {
        for (FactorMethod method : FactorMethod.values()) {
            ProblemException refusal = CodeProblems.malformed(method);
            assertThat(refusal.type()).isEqualTo(ProblemType.INVALID_REQUEST);
            assertThat(refusal.errors())
                    .hasSize(1)
                    .allMatch(error -> error.field().equals(method.form().field()));
        }
        assertThat(CodeProblems.malformed(FactorMethod.TOTP).errors().get(0).message())
                .contains("six digits");
        assertThat(CodeProblems.malformed(FactorMethod.PAPER_KEY)
                        .errors()
                        .get(0)
                        .message())
                .contains("64");
        assertThat(CodeProblems.wrongMethod(List.of(FactorMethod.PASSKEY, FactorMethod.TOTP))
                        .errors())
                .singleElement()
                .satisfies(error -> {
                    assertThat(error.field()).isEqualTo("method");
                    assertThat(error.message()).isEqualTo("must be one of passkey, totp");
                });
    }

    @Test
    @DisplayName("[THRT-01] the last attempt says what follows: a new start, or first a wait")
    void the_last_attempt() {
        assertThat(detail(FactorMethod.TOTP, 7, 4)).as("that of the type").isNull();
        assertThat(ProblemType.INVALID_CODE.detail()).isEqualTo("The code is wrong or expired. Enter a new one.");
        assertThat(detail(FactorMethod.TOTP, 7, 0)).isEqualTo("That was the last attempt. Start again.");
        assertThat(detail(FactorMethod.TOTP, 0, 4)).startsWith("That was the last attempt for now.");
        assertThat(detail(FactorMethod.TOTP, 0, 0)).startsWith("That was the last attempt for now.");
        assertThat(lastBefore(Duration.ofMinutes(15)))
                .isEqualTo("That was the last attempt for now. Wait 15 minutes, then start again.");
        assertThat(lastBefore(Duration.ofMinutes(30).minusMillis(1))).contains(" 30 minutes,");
        assertThat(lastBefore(Duration.ofSeconds(61))).contains(" 2 minutes,");
        VerificationResult wrongClock = new VerificationResult(
                VerificationResult.Result.WRONG,
                verdict(VerificationResult.Result.WRONG, 7).attempt(),
                Optional.of(WrongCode.clockOff(90)));
        assertThat(CodeProblems.of(FactorMethod.TOTP, wrongClock, 0).detail())
                .isEqualTo("That was the last attempt. Start again.");
        assertThat(CodeProblems.of(FactorMethod.TOTP, wrongClock, 0).members()).containsEntry("reason", "clock_off");
    }

    @Test
    @DisplayName("a refused passkey is not called a code")
    void a_passkey_is_no_code() {
        assertThat(detail(FactorMethod.PASSKEY, 7, 4))
                .isEqualTo("The passkey was not accepted. Try again, or use another method.");
    }

    private static String lastBefore(Duration lock) {
        Attempt last = new Attempt(true, 0, true, lock, 10, new ChallengeBinding(0, 0));
        return CodeProblems.of(FactorMethod.TOTP, new VerificationResult(VerificationResult.Result.WRONG, last), 4)
                .detail();
    }

    private static String detail(FactorMethod method, int remaining, int left) {
        return CodeProblems.of(method, verdict(VerificationResult.Result.WRONG, remaining), left)
                .detail();
    }
}
