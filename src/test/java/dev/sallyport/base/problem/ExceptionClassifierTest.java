package dev.sallyport.base.problem;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.ForbiddenException;
import io.quarkus.security.UnauthorizedException;
import jakarta.transaction.HeuristicMixedException;
import jakarta.transaction.HeuristicRollbackException;
import jakarta.transaction.RollbackException;
import jakarta.transaction.SystemException;
import jakarta.ws.rs.NotAcceptableException;
import jakarta.ws.rs.NotSupportedException;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.util.List;
import java.util.concurrent.RejectedExecutionException;
import javax.transaction.xa.XAException;
import org.hibernate.exception.JDBCConnectionException;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("The diagnosis of a failure")
class ExceptionClassifierTest {

    private static ProblemType of(Throwable failure) {
        return ExceptionClassifier.of(failure).type();
    }

    private static Throwable wrapped(Throwable cause) {
        return new IllegalStateException("outer", new RuntimeException("inner", cause));
    }

    @Test
    @DisplayName("keeps a refusal as it is")
    void refusal() {
        ProblemException refusal = new ProblemException(ProblemType.LAST_OWNER).detail("d");
        assertThat(ExceptionClassifier.of(refusal)).isSameAs(refusal);
    }

    @Test
    @DisplayName("knows the failures of the framework")
    void framework() {
        assertThat(of(new UnauthorizedException())).isEqualTo(ProblemType.NOT_AUTHENTICATED);
        assertThat(of(new AuthenticationFailedException())).isEqualTo(ProblemType.NOT_AUTHENTICATED);
        assertThat(of(new ForbiddenException())).isEqualTo(ProblemType.FORBIDDEN);
        assertThat(of(new NotAcceptableException())).isEqualTo(ProblemType.NOT_ACCEPTABLE);
        assertThat(of(new NotSupportedException())).isEqualTo(ProblemType.UNSUPPORTED_MEDIA_TYPE);
        assertThat(of(new RejectedExecutionException())).isEqualTo(ProblemType.UNAVAILABLE);
    }

    @ParameterizedTest(
            name = "[LOGS-06] takes SQL state {0} for an unavailable database, at any depth, and says nothing of it")
    @ValueSource(strings = {"08001", "08006", "57P01", "57P02", "57P03", "53300", "25006", "40001", "40P01"})
    void outage(String state) {
        ProblemException refusal = ExceptionClassifier.of(wrapped(new SQLException("db.internal", state)));
        assertThat(refusal.type()).isEqualTo(ProblemType.UNAVAILABLE);
        assertThat(refusal.headers()).containsKey("Retry-After");
        assertThat(refusal.detail()).isNull();
    }

    @Test
    @DisplayName("takes a lost connection and a full pool for an unavailable database")
    void connections() {
        assertThat(of(wrapped(new SQLTransientConnectionException("x")))).isEqualTo(ProblemType.UNAVAILABLE);
        assertThat(of(new JDBCConnectionException("x", new SQLException("y")))).isEqualTo(ProblemType.UNAVAILABLE);
        assertThat(of(wrapped(new SQLException("Acquisition timeout while waiting for new connection"))))
                .isEqualTo(ProblemType.UNAVAILABLE);
    }

    @Test
    @DisplayName("[RELY-03] takes a commit without an acknowledgement for an unavailable database")
    void commit() {
        RollbackException failure = new RollbackException("Could not commit transaction.");
        XAException lost = new XAException(XAException.XA_RBROLLBACK);
        lost.initCause(new SQLException("An I/O error occurred", "08006"));
        failure.addSuppressed(new IllegalStateException("another"));
        failure.addSuppressed(lost);
        assertThat(of(wrapped(failure))).isEqualTo(ProblemType.UNAVAILABLE);

        RollbackException fault = new RollbackException("Could not commit transaction.");
        fault.addSuppressed(new SQLException("x", "23505"));
        fault.addSuppressed(fault.getSuppressed()[0]);
        assertThat(of(fault)).isEqualTo(ProblemType.INTERNAL);
    }

    @ParameterizedTest(name = "[RELY-03] finds SQL state {0} wherever the transaction manager hides it")
    @ValueSource(strings = {"08006", "08007", "57014", "57P01", "40003", "25006", "55P03"})
    void commits(String state) {
        SQLException cause = new SQLException("x", state);
        XAException failed = new XAException(XAException.XA_RBROLLBACK);
        failed.initCause(cause);
        for (Exception manager : List.of(
                new RollbackException("x"),
                new HeuristicMixedException("x"),
                new SystemException("x"),
                new IllegalStateException("x"))) {
            manager.addSuppressed(new IllegalStateException("what came after"));
            manager.addSuppressed(new RuntimeException("wrapped", failed));
            assertThat(of(manager)).isEqualTo(ProblemType.UNAVAILABLE);
            assertThat(of(wrapped(wrapped(manager)))).isEqualTo(ProblemType.UNAVAILABLE);
        }
        Throwable deep = cause;
        for (int depth = 0; depth < 20; depth++) {
            deep = new RuntimeException("x", deep);
            deep.addSuppressed(new IllegalStateException("x"));
        }
        assertThat(of(deep)).isEqualTo(ProblemType.UNAVAILABLE);
    }

    @Test
    @DisplayName("[RELY-03] takes a commit of which nothing is known for an unavailable database")
    void unknown() {
        assertThat(of(wrapped(new HeuristicMixedException("x")))).isEqualTo(ProblemType.UNAVAILABLE);
        assertThat(of(wrapped(new HeuristicRollbackException("x")))).isEqualTo(ProblemType.UNAVAILABLE);
        assertThat(of(wrapped(new XAException(XAException.XAER_RMFAIL)))).isEqualTo(ProblemType.UNAVAILABLE);
        assertThat(of(wrapped(new XAException(XAException.XA_RBINTEGRITY)))).isEqualTo(ProblemType.INTERNAL);
        assertThat(of(wrapped(new RollbackException("x")))).isEqualTo(ProblemType.INTERNAL);
    }

    @ParameterizedTest(name = "takes SQL state {0} for a fault of ours")
    @ValueSource(strings = {"23505", "42P01", "22P02", "28P01"})
    void fault(String state) {
        assertThat(of(wrapped(new SQLException("x", state)))).isEqualTo(ProblemType.INTERNAL);
    }

    @Test
    @DisplayName("ends where causes go round in a circle")
    void circle() {
        RuntimeException first = new RuntimeException("first");
        first.initCause(new RuntimeException("second", first));
        assertThat(of(first)).isEqualTo(ProblemType.INTERNAL);
    }
}
