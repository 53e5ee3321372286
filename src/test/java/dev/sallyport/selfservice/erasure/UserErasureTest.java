package dev.sallyport.selfservice.erasure;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.base.database.ErasureRule;
import dev.sallyport.base.ids.UserId;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class UserErasureTest {

    private static final UserId USER = new UserId(UUID.fromString("018f0e1d-2c3b-7a49-9887-a6b5c4d3e2f1"));
    private static final UUID EVENT = UUID.fromString("018f0e1d-2c3b-7a49-9887-a6b5c4d3e2f2");
    private static final Instant NOW = Instant.parse("2026-12-01T08:00:00Z");

    @Test
    void a_request_waits() {
        UserErasure asked = UserErasure.requested(USER, true, NOW, Duration.ofDays(7));

        assertThat(asked.stage()).isEqualTo(ErasureStage.WAITING);
        assertThat(asked.dueAt()).isEqualTo("2026-12-08T08:00:00Z");
    }

    @Test
    void a_full_page_of_the_trail_is_followed_by_the_next_at_once() {
        UserErasure next =
                UserErasure.done(USER, NOW).after(Optional.of(EVENT), NOW).orElseThrow();

        assertThat(next.stage()).isEqualTo(ErasureStage.TRAIL);
        assertThat(next.dueAt()).isEqualTo(NOW);
        assertThat(next.reached()).contains(EVENT);
    }

    @Test
    void after_the_last_page_all_is_looked_through_once_more() {
        UserErasure sweep =
                UserErasure.done(USER, NOW).after(Optional.empty(), NOW).orElseThrow();

        assertThat(sweep.stage()).isEqualTo(ErasureStage.SWEEP);
        assertThat(sweep.dueAt()).isEqualTo(NOW.plus(UserErasure.UNTIL_SWEEP));
        assertThat(sweep.reached()).isEmpty();
        assertThat(sweep.after(Optional.of(EVENT), NOW)).isPresent();
        assertThat(sweep.after(Optional.empty(), NOW)).isEmpty();
    }

    @Test
    void a_stage_is_read_from_its_word() {
        for (ErasureStage stage : ErasureStage.values()) {
            assertThat(ErasureStage.of(stage.text())).isEqualTo(stage);
        }
    }

    @Test
    void a_rule_applies_where_all_its_values_are_known() {
        ErasureRule byEmail = ErasureRule.of("t", "delete from t where email = :email and user_id = :user");

        assertThat(byEmail.parameters()).containsExactly("email", "user");
        assertThat(byEmail.appliesTo(Map.of("user", "x"))).isFalse();
        assertThat(byEmail.appliesTo(Map.of("user", "x", "email", "y", "emailHash", "z")))
                .isTrue();
    }
}
