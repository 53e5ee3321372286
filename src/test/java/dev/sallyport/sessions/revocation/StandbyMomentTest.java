package dev.sallyport.sessions.revocation;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

@QuarkusTest
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class StandbyMomentTest {

    @Inject
    DataSource database;

    private static String text(Connection connection, String sql) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement(sql);
                ResultSet result = query.executeQuery()) {
            result.next();
            return result.getString(1);
        }
    }

    private String moment(String isStandby) throws SQLException {
        try (Connection connection = database.getConnection()) {
            return text(connection, "select cast(" + RevocationRepository.moment(isStandby) + " as text)");
        }
    }

    private static Snapshot snapshot(String text) {
        return Snapshot.parse(text).orElseThrow();
    }

    @Test
    @DisplayName("[INTR-10] on a standby, which names no running transaction, the moment is before the oldest of them")
    void nothing_that_runs_is_taken_for_read() throws SQLException {
        try (Connection running = database.getConnection()) {
            running.setAutoCommit(false);
            long open = Long.parseLong(text(running, "select cast(pg_current_xact_id() as text)"));
            try (Connection later = database.getConnection()) {
                text(later, "select cast(pg_current_xact_id() as text)");
            }

            String standby = moment("true");
            assertThat(standby).matches("(\\d+):\\1:");
            assertThat(snapshot(standby).sees(open)).isFalse();
            assertThat(snapshot(standby).sees(open + 1)).isFalse();
            running.rollback();
        }
    }

    @Test
    @DisplayName("[INTR-10] on a primary, the moment is the one of PostgreSQL")
    void the_primary_names_what_runs() throws SQLException {
        try (Connection running = database.getConnection()) {
            running.setAutoCommit(false);
            String open = text(running, "select cast(pg_current_xact_id() as text)");
            try (Connection later = database.getConnection()) {
                text(later, "select cast(pg_current_xact_id() as text)");
            }
            assertThat(moment("false").split(":", 3)[2].split(",")).contains(open);
            running.rollback();
        }
    }
}
