package dev.sallyport.security.throttle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class AllowanceTest {

    private static final Instant NOW = Instant.parse("2026-11-29T12:00:00Z");
    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final Duration HOUR = Duration.ofHours(1);

    private static final Allowance THREE_A_MINUTE = Allowance.of(AllowanceKind.SIGN_IN, new Limit(3, MINUTE));

    private static final Allowance OF_MAILS = Allowance.of(
            AllowanceKind.EMAIL_CODE, new Limit(1, Duration.ofSeconds(30)), Limit.hourly(5), Limit.daily(10));

    private static Window window(int taken, Duration ago) {
        return new Window(taken, NOW.minus(ago));
    }

    private static AllowanceResult verify(int taken, int count) {
        return THREE_A_MINUTE.verify(List.of(window(taken, Duration.ofSeconds(20))), count, NOW);
    }

    @Test
    void a_window_is_full_from_its_limit_on_and_until_its_end() {
        Limit limit = new Limit(3, MINUTE);
        assertThat(limit.isFull(window(2, Duration.ZERO), NOW)).isFalse();
        assertThat(limit.isFull(window(3, Duration.ZERO), NOW)).isTrue();
        assertThat(limit.isFull(window(3, MINUTE.minusNanos(1)), NOW)).isTrue();
        assertThat(limit.isFull(window(3, MINUTE), NOW)).isFalse();
        assertThat(limit.endOf(window(3, MINUTE))).isEqualTo(NOW);
    }

    @Test
    void what_is_left_is_told_for_each_limit_by_its_name() {
        Allowance signIns = Allowance.of(AllowanceKind.SIGN_IN, new Limit(3, MINUTE), Limit.hourly(5), Limit.daily(9));
        SpentAllowance left = signIns.left(
                "sign-in",
                List.of(
                        window(1, Duration.ofSeconds(20)),
                        window(7, Duration.ofMinutes(15)),
                        window(9, HOUR.multipliedBy(24))),
                NOW);
        assertThat(left.quotas())
                .containsExactly(
                        new SpentAllowance.Quota("sign-in", 3, MINUTE, 2, Duration.ofSeconds(40)),
                        new SpentAllowance.Quota("sign-in-hour", 5, HOUR, 0, Duration.ofMinutes(45)),
                        new SpentAllowance.Quota("sign-in-day", 9, HOUR.multipliedBy(24), 9, Duration.ZERO));
        assertThat(new Limit(3, MINUTE).unit()).isEqualTo("minute");
    }

    @Test
    void what_is_counted_by_email_has_no_name_for_callers() {
        assertThat(AllowanceKind.SIGN_IN.policy()).contains("sign-in");
        assertThat(List.of(AllowanceKind.PASSWORD, AllowanceKind.EMAIL_CODE, AllowanceKind.RESET_OF_USER))
                .allMatch(kind -> kind.policy().isEmpty());
        assertThat(AllowanceKind.RESET_OF_USER.code()).isEqualTo("reset_of_user");
    }

    @Test
    void a_window_without_length_is_never_full() {
        assertThat(new Limit(1, Duration.ZERO).isFull(window(9, Duration.ZERO), NOW))
                .isFalse();
    }

    @Test
    void the_last_of_a_window_is_granted_and_the_next_waits_for_its_end() {
        Instant end = NOW.plusSeconds(40);
        assertThat(verify(1, 1)).isEqualTo(new AllowanceResult(true, 1, Duration.ZERO, end));
        assertThat(verify(3, 1)).isEqualTo(new AllowanceResult(true, 3, Duration.ZERO, end));
        assertThat(verify(4, 1)).isEqualTo(new AllowanceResult(false, 4, Duration.ofSeconds(40), end));
        assertThat(verify(3, 1).refusal()).isEmpty();
        assertThat(verify(4, 1).refusal()).contains(Duration.ofSeconds(40));
    }

    @Test
    void looking_at_a_full_window_without_taking_is_not_granted() {
        assertThat(verify(2, 0).granted()).isTrue();
        assertThat(verify(3, 0).granted()).isFalse();
    }

    @Test
    void the_rest_of_a_window_is_granted_to_one_who_takes_more_than_is_left() {
        assertThat(verify(4, 2).granted()).isTrue();
        assertThat(verify(5, 2).granted()).isFalse();
    }

    @Test
    void the_window_that_ends_last_says_how_long_to_wait() {
        List<Window> hourIsFull = List.of(
                window(2, Duration.ofSeconds(10)), window(6, Duration.ofMinutes(50)), window(9, Duration.ofHours(9)));
        assertThat(OF_MAILS.verify(hourIsFull, 1, NOW).retryAfter()).isEqualTo(Duration.ofMinutes(10));
        assertThat(OF_MAILS.fullUntil(hourIsFull, NOW)).contains(NOW.plus(Duration.ofMinutes(10)));
        List<Window> nothingIsFull =
                List.of(window(1, Duration.ofSeconds(30)), window(5, HOUR), window(9, Duration.ofHours(9)));
        assertThat(OF_MAILS.fullUntil(nothingIsFull, NOW)).isEmpty();
    }

    @Test
    void a_row_is_kept_until_its_longest_window_is_over() {
        assertThat(OF_MAILS.endOfNew(NOW)).isEqualTo(NOW.plus(Duration.ofDays(1)));
    }

    @Test
    void the_tenth_blind_try_is_allowed_and_the_next_is_not() {
        assertThat(new BlindAttempt(10, Duration.ZERO).allowed()).isTrue();
        assertThat(new BlindAttempt(11, MINUTE).allowed()).isFalse();
    }

    @Test
    void an_allowance_has_one_to_three_limits() {
        Limit day = Limit.daily(2);
        assertThat(Allowance.of(AllowanceKind.MAIL, day, day, day).limits())
                .containsOnly(new Limit(2, Duration.ofDays(1)));
        assertThatThrownBy(() -> Allowance.of(AllowanceKind.MAIL)).isInstanceOf(IllegalArgumentException.class);
        Limit limit = Limit.hourly(1);
        assertThatThrownBy(() -> Allowance.of(AllowanceKind.MAIL, limit, limit, limit, limit))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void more_cannot_be_given_back_than_was_taken() {
        assertThat(window(1, HOUR).plus(-2)).isEqualTo(window(0, HOUR));
    }
}
