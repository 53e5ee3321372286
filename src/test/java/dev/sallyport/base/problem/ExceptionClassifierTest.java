package dev.sallyport.base.problem;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.ForbiddenException;
import io.quarkus.security.UnauthorizedException;
import jakarta.transaction.RollbackException;
import jakarta.ws.rs.NotAcceptableException;
import jakarta.ws.rs.NotSupportedException;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
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
