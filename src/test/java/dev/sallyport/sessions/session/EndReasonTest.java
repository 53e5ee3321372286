package dev.sallyport.sessions.session;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class EndReasonTest {

    @Test
    void an_end_is_named_in_the_trail_in_lower_case() {
        assertThat(EndReason.ENDED_BY_ADMIN.text()).isEqualTo("ended_by_admin");
    }
}
