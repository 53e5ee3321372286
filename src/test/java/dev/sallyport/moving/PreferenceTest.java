package dev.sallyport.moving;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class PreferenceTest {

    @Test
    @DisplayName("[MOVE-15] The preference for an early answer is found among others, in any case (RFC 7240)")
    void respond_async_is_found() {
        assertThat(List.of("respond-async", "Respond-Async", "wait=10, respond-async", "respond-async; x=\"y\""))
                .allMatch(line -> Preference.isAsync(List.of(line)));
        assertThat(Preference.isAsync(List.of("wait=10", "handling=lenient,respond-async")))
                .isTrue();
        assertThat(List.of("", "wait=10", "respond-asynchronously", "x; respond-async", "x=respond-async"))
                .noneMatch(line -> Preference.isAsync(List.of(line)));
        assertThat(Preference.isAsync(List.of())).isFalse();
    }
}
