package dev.sallyport.base.problem;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sallyport.base.language.Language;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

@DisplayName("A refusal")
class ProblemExceptionTest {

    @ParameterizedTest(name = "asks to wait {0} as {1} whole seconds")
    @CsvSource({"PT0S, 1", "PT-5S, 1", "PT0.001S, 1", "PT1S, 1", "PT1.000000001S, 2", "PT15M, 900"})
    void retryAfter(Duration wait, long seconds) {
        ProblemException refusal = new ProblemException(ProblemType.TOO_MANY_ATTEMPTS).retryAfter(wait);
        assertThat(refusal.headers()).containsEntry("Retry-After", List.of(Long.toString(seconds)));
        assertThat(refusal.members()).containsEntry("retryAfterSeconds", seconds);
    }

    @Test
    @DisplayName("is never changed by what is added to it")
    void immutable() {
        ProblemException refusal = new ProblemException(ProblemType.CONFLICT);
        refusal.detail("d").header("H", "v").with("m", 1).error("f", "e").retryAfter(Duration.ofSeconds(1));
        assertThat(refusal.detail()).isNull();
        assertThat(refusal.headers()).isEmpty();
        assertThat(refusal.members()).isEmpty();
        assertThat(refusal.errors()).isEmpty();
    }

    @Test
    @DisplayName("keeps two header lines of one name")
    void headers() {
        ProblemException refusal = new ProblemException(ProblemType.NOT_AUTHENTICATED)
                .header("WWW-Authenticate", "Basic")
                .header("WWW-Authenticate", "Bearer");
        assertThat(refusal.headers()).containsEntry("WWW-Authenticate", List.of("Basic", "Bearer"));
    }

    @Test
    @DisplayName("has no stack trace, no cause and only its slug as message")
    void quiet() {
        ProblemException refusal = new ProblemException(ProblemType.INVALID_CODE).detail("a detail");
        assertThat(refusal.getStackTrace()).isEmpty();
        assertThat(refusal.getCause()).isNull();
        assertThat(refusal).hasMessage("invalid-code");
    }

    @Test
    @DisplayName("[API-04] is written without the members that it does not have")
    void json() throws Exception {
        ProblemException refusal = new ProblemException(ProblemType.INVALID_CODE).with("attemptsLeft", 3);
        assertThat(new ObjectMapper().writeValueAsString(refusal.document(Language.ENGLISH)))
                .isEqualTo("{\"type\":\"urn:sallyport:problem:invalid-code\",\"title\":\"The code is not correct\","
                        + "\"status\":401,\"detail\":\"The code is wrong or expired. Enter a new one.\","
                        + "\"attemptsLeft\":3}");
    }

    @Test
    @DisplayName("[API-04] says a sentence: its own, else the first field that is not valid, else that of its type")
    void sentence() {
        ProblemException refusal = new ProblemException(ProblemType.INVALID_REQUEST);
        assertThat(refusal.sentence(Language.ENGLISH)).isEqualTo(ProblemType.INVALID_REQUEST.detail());
        assertThat(refusal.error("name", "must not be null")
                        .error("role", "is not known")
                        .sentence(Language.ENGLISH))
                .isEqualTo("name must not be null");
        assertThat(refusal.error("name", "must not be null").detail("No.").sentence(Language.ENGLISH))
                .isEqualTo("No.");
    }

    @ParameterizedTest(name = "[API-04] {0} has a sentence, in the characters that OAuth allows")
    @EnumSource
    void details(ProblemType type) {
        assertThat(type.detail()).matches("[ !#-\\[\\]-~]+\\.").isNotEqualTo(type.title());
    }

    @Test
    @DisplayName("has a slug of its own, and the general case of a status comes first")
    void catalog() {
        assertThat(Arrays.stream(ProblemType.values()).map(ProblemType::slug)).doesNotHaveDuplicates();
        assertThat(ProblemType.of(401)).isEqualTo(ProblemType.NOT_AUTHENTICATED);
        assertThat(ProblemType.of(409)).isEqualTo(ProblemType.CONFLICT);
        assertThat(ProblemType.of(410)).isEqualTo(ProblemType.GONE);
        assertThat(ProblemType.of(422)).isEqualTo(ProblemType.RULE_VIOLATED);
        assertThat(ProblemType.of(429)).isEqualTo(ProblemType.TOO_MANY_REQUESTS);
        assertThat(ProblemType.of(418)).isEqualTo(ProblemType.INVALID_REQUEST);
        assertThat(ProblemType.of(599)).isEqualTo(ProblemType.INTERNAL);
    }
}
