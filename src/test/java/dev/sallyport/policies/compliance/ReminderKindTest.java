package dev.sallyport.policies.compliance;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class ReminderKindTest {

    private static final Instant DATE = Instant.parse("2026-12-01T08:00:00Z");

    private static ReminderKind before(Duration time) {
        return ReminderKind.dueBefore(DATE, DATE.minus(time));
    }

    @Test
    void of_the_reminders_that_are_due_the_latest_is_meant() {
        assertThat(before(Duration.ofDays(14))).isEqualTo(ReminderKind.TWO_WEEKS);
        assertThat(before(Duration.ofDays(7).plusMillis(1))).isEqualTo(ReminderKind.TWO_WEEKS);
        assertThat(before(Duration.ofDays(7))).isEqualTo(ReminderKind.A_WEEK);
        assertThat(before(Duration.ofDays(1).plusMillis(1))).isEqualTo(ReminderKind.A_WEEK);
        assertThat(before(Duration.ofDays(1))).isEqualTo(ReminderKind.ONE_DAY);
        assertThat(before(Duration.ZERO)).isEqualTo(ReminderKind.ONE_DAY);
    }

    @Test
    void a_reminder_is_due_whole_days_before_the_date() {
        assertThat(ReminderKind.A_WEEK.dueAt(DATE)).isEqualTo(Instant.parse("2026-11-24T08:00:00Z"));
        assertThat(ReminderKind.earliest()).isEqualTo(Duration.ofDays(14));
    }

    @Test
    void who_was_notified_after_it_was_due_is_not_reminded() {
        Instant due = ReminderKind.A_WEEK.dueAt(DATE);
        Instant long_ago = DATE.minus(Duration.ofDays(100));

        assertThat(ReminderKind.A_WEEK.isNews(DATE, long_ago, null)).isTrue();
        assertThat(ReminderKind.A_WEEK.isNews(DATE, long_ago, due.minusMillis(1)))
                .isTrue();
        assertThat(ReminderKind.A_WEEK.isNews(DATE, long_ago, due)).isFalse();
        assertThat(ReminderKind.A_WEEK.isNews(DATE, due, due)).isFalse();
        assertThat(ReminderKind.A_WEEK.isNews(DATE, due.plusMillis(1), due)).isTrue();
    }
}
