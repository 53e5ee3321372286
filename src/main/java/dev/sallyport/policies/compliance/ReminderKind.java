package dev.sallyport.policies.compliance;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** The reminders of a date, the latest first. */
enum ReminderKind {
    ONE_DAY(1),
    A_WEEK(7),
    TWO_WEEKS(14);

    private final int days;

    ReminderKind(int days) {
        this.days = days;
    }

    /** How long before the date the first one is due. */
    static Duration earliest() {
        return Duration.ofDays(TWO_WEEKS.days);
    }

    /**
     * The one that is due now, of a date at most two weeks ahead: of those that were missed only the latest is sent.
     */
    static ReminderKind dueBefore(Instant date, Instant now) {
        return Arrays.stream(values())
                .filter(kind -> !kind.dueAt(date).isAfter(now))
                .findFirst()
                .orElse(TWO_WEEKS);
    }

    int days() {
        return days;
    }

    Instant dueAt(Instant date) {
        return date.minus(Duration.ofDays(days));
    }

    /**
     * Whether a member is reminded: the reminder became due for them, by its time or as they joined, after the members
     * were notified of the date.
     */
    boolean isNews(Instant date, Instant joinedAt, @Nullable Instant announcedAt) {
        return announcedAt == null || dueAt(date).isAfter(announcedAt) || joinedAt.isAfter(announcedAt);
    }
}
