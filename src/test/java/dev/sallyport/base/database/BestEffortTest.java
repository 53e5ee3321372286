package dev.sallyport.base.database;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.testing.RecordedLog;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.jboss.logging.Logger;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class BestEffortTest {

    private static final Logger LOG = Logger.getLogger(BestEffortTest.class);

    private static void failInOutage() {
        throw new IllegalStateException(new SQLException("gone", "08006"));
    }

    private static void failByFault() {
        throw new IllegalStateException("a fault");
    }

    @Test
    void work_that_succeeds_is_not_logged() {
        try (RecordedLog log = RecordedLog.open()) {
            AtomicInteger done = new AtomicInteger();
            assertThat(BestEffort.run(LOG, "Work is done later", done::incrementAndGet))
                    .isTrue();
            assertThat(BestEffort.look(LOG, "Work is done later", done::incrementAndGet))
                    .isTrue();
            assertThat(done).hasValue(2);
            assertThat(log.text()).doesNotContain("Work is done later");
        }
    }

    @Test
    void an_outage_is_one_line() {
        try (RecordedLog log = RecordedLog.open()) {
            assertThat(BestEffort.run(LOG, "Work is done later", BestEffortTest::failInOutage))
                    .isFalse();
            assertThat(log.text().lines())
                    .containsOnlyOnce("WARN Work is done later: SQLException, SQL state 08006 {}");
            assertThat(log.text()).doesNotContain("\tat ");
        }
    }

    @Test
    void an_outage_is_no_alarm_of_work_that_only_reads() {
        try (RecordedLog log = RecordedLog.open()) {
            assertThat(BestEffort.look(LOG, "Work is done later", BestEffortTest::failInOutage))
                    .isFalse();
            assertThat(log.text()).doesNotContain("WARN");
        }
    }

    @Test
    void a_fault_is_logged_with_its_stack_trace() {
        try (RecordedLog log = RecordedLog.open()) {
            assertThat(BestEffort.run(LOG, "Work is done later", BestEffortTest::failByFault))
                    .isFalse();
            assertThat(BestEffort.look(LOG, "Work is read later", BestEffortTest::failByFault))
                    .isFalse();
            assertThat(log.text())
                    .contains("WARN Work is done later", "WARN Work is read later", "a fault", "failByFault");
        }
    }

    @Test
    void one_that_fails_delays_no_other() {
        List<Integer> done = new ArrayList<>();
        try (RecordedLog log = RecordedLog.open()) {
            boolean all = BestEffort.each(LOG, "Number %s is done later"::formatted, List.of(1, 2, 3), number -> {
                if (number == 2) {
                    failByFault();
                }
                done.add(number);
            });
            assertThat(all).isFalse();
            assertThat(done).containsExactly(1, 3);
            assertThat(log.text()).contains("WARN Number 2 is done later").doesNotContain("Number 1", "Number 3");
        }
        assertThat(BestEffort.each(LOG, String::valueOf, List.of(1), done::add)).isTrue();
    }

    @Test
    void an_outage_ends_the_work() {
        List<Integer> tried = new ArrayList<>();
        try (RecordedLog log = RecordedLog.open()) {
            boolean all = BestEffort.each(LOG, "Number %s is done later"::formatted, List.of(1, 2, 3, 4, 5), number -> {
                tried.add(number);
                if (number != 2) {
                    failInOutage();
                }
            });
            assertThat(all).isFalse();
            assertThat(tried)
                    .as("one statement that took too long may be of one row")
                    .containsExactly(1, 2, 3, 4);
            assertThat(log.text()).contains("Number 4 is done later").doesNotContain("Number 2", "Number 5");
        }
    }
}
