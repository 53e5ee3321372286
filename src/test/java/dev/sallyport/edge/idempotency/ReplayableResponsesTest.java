package dev.sallyport.edge.idempotency;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.base.problem.ProblemType;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;
import org.junit.jupiter.params.provider.ValueSource;

class ReplayableResponsesTest {

    @ParameterizedTest
    @DisplayName("[RELY-03] a success and a refusal that may have cost an attempt are kept")
    @ValueSource(ints = {200, 201, 202, 204})
    void successes(int status) {
        assertThat(ReplayableResponses.keeps(status, "")).isTrue();
    }

    @ParameterizedTest
    @EnumSource(
            mode = Mode.INCLUDE,
            names = {
                "INVALID_CODE",
                "INVALID_CREDENTIALS",
                "CHALLENGE_EXPIRED",
                "INVALID_ID_TOKEN",
                "FORBIDDEN",
                "PASSWORD_RESET_REQUIRED",
                "NOT_FOUND",
                "CONFLICT",
                "EMAIL_TAKEN",
                "ALREADY_CONFIRMED",
                "GONE",
                "ENROLLMENT_EXPIRED",
                "RULE_VIOLATED",
                "WEAK_PASSWORD"
            })
    void kept_refusals(ProblemType type) {
        assertThat(ReplayableResponses.keeps(type.status(), type.urn())).isTrue();
    }

    @ParameterizedTest
    @DisplayName("[RELY-03] an answer that says to try again is not kept, nor one that cost nothing")
    @EnumSource(
            mode = Mode.INCLUDE,
            names = {
                "NOT_AUTHENTICATED", "STEP_UP_REQUIRED", "INVALID_REQUEST", "METHOD_NOT_ALLOWED", "NOT_ACCEPTABLE",
                "PRECONDITION_FAILED", "PAYLOAD_TOO_LARGE", "UNSUPPORTED_MEDIA_TYPE", "TOO_MANY_REQUESTS",
                        "TOO_MANY_ATTEMPTS",
                "INTERNAL", "UNAVAILABLE"
            })
    void others(ProblemType type) {
        assertThat(ReplayableResponses.keeps(type.status(), type.urn())).isFalse();
    }
}
