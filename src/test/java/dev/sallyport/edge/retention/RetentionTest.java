package dev.sallyport.edge.retention;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.base.ids.TimeOrdered;
import dev.sallyport.testing.Api;
import dev.sallyport.testing.People;
import dev.sallyport.testing.Person;
import dev.sallyport.testing.TestClock;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import javax.sql.DataSource;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

@QuarkusTest
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class RetentionTest {

    private static final String PASSWORDS = "allowance where kind = 'password'";

    @Inject
    Retention retention;

    @Inject
    People people;

    @Inject
    TestClock clock;

    @Inject
    DataSource database;

    @Inject
    MeterRegistry meters;

    @Test
    void what_ran_out_a_week_ago_is_cleared_away_and_what_lives_stays() throws SQLException {
        Person ada = people.signedIn();
        Api.signIn("nobody-" + System.nanoTime() + "@example.org", "wrong password", null)
                .statusCode(401);
        long challenges = count("challenge where user_id = '" + ada.userId + "'");
        assertThat(challenges).isPositive();
        clearAway();
        assertThat(count("challenge where user_id = '" + ada.userId + "'")).isEqualTo(challenges);

        clock.advance(Duration.ofDays(8));
        people.newcomer();
        clearAway();
        clearAway(); // once more, should the schedule have held some rows just then

        assertThat(count("challenge where user_id = '" + ada.userId + "'")).isZero();
        assertThat(count("allowance where expires_at < '" + clock.instant().minus(Duration.ofDays(7)) + "'"))
                .isZero();
        assertThat(count("trusted_device where user_id = '" + ada.userId + "'")).isEqualTo(1);
        assertThat(count("audit_event where user_id = '" + ada.userId + "'")).isPositive();
    }

    @Test
    @DisplayName("[THRT-08] guesses at unknown emails take one row for each email, deleted a week later")
    void guesses_at_unknown_emails_are_deleted() throws SQLException {
        String nobody = "nobody-" + System.nanoTime() + "@example.org";
        clearAway();
        long before = count(PASSWORDS);
        for (int tried = 0; tried < 3; tried++) {
            Api.signIn(nobody, "wrong password", null).statusCode(401);
        }
        assertThat(count(PASSWORDS)).isEqualTo(before + 1);
        // More than are deleted at a time, as a flood of names would leave them behind.
        execute("insert into allowance select '" + nobody + "' || n, 'password', '', '{1}',"
                + " array[timestamptz '" + clock.instant() + "'], timestamptz '" + clock.instant()
                + "' from generate_series(1, 2500) n");

        clock.advance(Duration.ofDays(8));
        clearAway();

        assertThat(count(PASSWORDS + " and expires_at < '" + clock.instant() + "'"))
                .isZero();
    }

    @Test
    @DisplayName("[THRT-08] rows of blind sign-ins are deleted too: challenges when they end, counts a week after")
    void blind_sign_ins_are_cleared_away() throws SQLException {
        String nobody = "nobody-" + System.nanoTime() + "@example.org";
        String ofNobody = "email_hash = sha256('" + nobody + "'::bytea)";
        String blindSignIns =
                "allowance where kind = 'blind_sign_in' and owner = encode(sha256('" + nobody + "'), 'hex')";
        for (int tried = 0; tried < 12; tried++) {
            Api.signIn(nobody, "wrong password", null);
        }
        clearAway();
        assertThat(count("blind_challenge where " + ofNobody)).isEqualTo(2);

        clock.advance(Duration.ofMinutes(11));
        clearAway();
        assertThat(count("blind_challenge where " + ofNobody)).isZero();
        assertThat(count(blindSignIns)).isOne();

        clock.advance(Duration.ofDays(8));
        clearAway();
        assertThat(count(blindSignIns)).isZero();
    }

    @Test
    @DisplayName("[LOGS-05] events lose address and browser after 90 days, and go after a year")
    void the_trail_forgets() throws SQLException {
        String user = people.newcomer().userId;
        for (int days : new int[] {80, 100, 400}) {
            execute("insert into audit_event (id, at, type, outcome, actor_kind, user_id, ip, user_agent, details)"
                    + " values ('" + TimeOrdered.lowestAt(clock.instant().minus(Duration.ofDays(days)))
                    + "', timestamptz '" + clock.instant() + "' - interval '" + days
                    + " days', 'day_" + days + "', 'success', 'user', '" + user + "', '192.0.2.7', 'x', '{}')");
        }
        clearAway();

        String ofUser = "audit_event where user_id = '" + user + "' and type = 'day_";
        assertThat(count(ofUser + "80' and ip = '192.0.2.7' and user_agent = 'x'"))
                .isOne();
        assertThat(count(ofUser + "100' and ip is null and user_agent is null")).isOne();
        assertThat(count(ofUser + "400'")).isZero();
        assertThat(count("audit_event_account a where not exists (select from audit_event e where e.id = a.event_id)"))
                .isZero();
    }

    /** From the first row on, whatever times other tests have moved the clean-up to. */
    private void clearAway() throws SQLException {
        execute("delete from retention_progress");
        double before = failures();
        retention.clearAway();
        assertThat(failures())
                .as("rules that could not be carried out; see the log")
                .isEqualTo(before);
    }

    private double failures() {
        return meters.find("sallyport.retention.failures").counters().stream()
                .mapToDouble(Counter::count)
                .sum();
    }

    private void execute(String sql) throws SQLException {
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private long count(String rows) throws SQLException {
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery("select count(*) from " + rows)) {
            result.next();
            return result.getLong(1);
        }
    }
}
