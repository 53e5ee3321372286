package dev.sallyport.base.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.transaction.Status;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

@QuarkusTest
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class CompensationTest {

    private static final RuntimeException FAULT = new IllegalStateException("the work failed");

    private final List<Boolean> inTransaction = new ArrayList<>();

    private void refund() {
        inTransaction.add(QuarkusTransaction.getStatus() == Status.STATUS_ACTIVE);
    }

    private static String fail() {
        throw FAULT;
    }

    @Test
    @DisplayName("[THRT-09] work that succeeds keeps what was spent for it")
    void work_that_succeeds_is_not_compensated() {
        assertThat(Transactions.callOrCompensate(() -> "done", this::refund)).isEqualTo("done");
        assertThat(inTransaction).isEmpty();
    }

    @Test
    @DisplayName("[THRT-09] work that fails is compensated once, in a transaction, and its failure is thrown")
    void work_that_fails_is_compensated() {
        assertThatThrownBy(() -> Transactions.callOrCompensate(CompensationTest::fail, this::refund))
                .isSameAs(FAULT);
        assertThat(inTransaction).containsExactly(true);
    }

    @Test
    @DisplayName("[THRT-09] a compensation that fails too does not hide the first failure")
    void a_second_failure_is_suppressed() {
        RuntimeException first = new IllegalStateException("first");
        RuntimeException second = new IllegalStateException("second");

        Transactions.compensate(first, () -> {
            throw second;
        });

        assertThat(first.getSuppressed()).containsExactly(second);
    }
}
