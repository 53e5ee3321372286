package dev.sallyport.testing;

import dev.sallyport.base.ids.Id;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import javax.sql.DataSource;

/**
 * The tables, read and changed past the service as an operator or a thief could: for states that no call makes yet and
 * for claims that no answer can prove.
 */
@Singleton
public class Rows {

    private final DataSource database;

    public Rows(DataSource database) {
        this.database = database;
    }

    /** The number that a query answers. */
    public int number(String sql, Object... values) {
        return Integer.parseInt(text(sql, values));
    }

    /** The first column of the first row, as text. */
    public String text(String sql, Object... values) {
        try (Connection connection = database.getConnection();
                PreparedStatement query = prepare(connection, sql, values);
                ResultSet row = query.executeQuery()) {
            if (!row.next()) {
                throw new AssertionError("No row: " + sql);
            }
            return row.getString(1);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The first column of every row, as text. */
    public List<String> texts(String sql, Object... values) {
        return list(sql, values).stream()
                .map(row -> row.values().iterator().next())
                .map(value -> value == null ? null : value.toString())
                .toList();
    }

    /** Every row, by the names of its columns. */
    public List<Map<String, Object>> list(String sql, Object... values) {
        try (Connection connection = database.getConnection();
                PreparedStatement query = prepare(connection, sql, values);
                ResultSet rows = query.executeQuery()) {
            List<Map<String, Object>> read = new ArrayList<>();
            while (rows.next()) {
                read.add(row(rows));
            }
            return read;
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Every row of every table as text. */
    public String dump() {
        return texts("select table_name from information_schema.tables where table_schema = 'public'").stream()
                .map(this::dump)
                .collect(Collectors.joining());
    }

    /** Every row of one table as text. */
    public String dump(String table) {
        return texts("select t::text from \"" + table + "\" t").stream()
                .map(line -> line + '\n')
                .collect(Collectors.joining());
    }

    /** Changes rows or tables, and says how many rows. */
    public int change(String sql, Object... values) {
        try (Connection connection = database.getConnection();
                PreparedStatement change = prepare(connection, sql, values)) {
            return change.executeUpdate();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Does the work while the lock that a query takes is held. */
    public void whileHeld(String lockingQuery, Runnable work) {
        try (Connection holder = database.getConnection();
                Statement statement = holder.createStatement()) {
            holder.setAutoCommit(false);
            statement.execute(lockingQuery);
            work.run();
            holder.rollback();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Does the work while a statement is executed and not yet committed; then commits it. */
    public void whileExecuted(String sql, Runnable work) {
        try (Connection holder = database.getConnection();
                Statement statement = holder.createStatement()) {
            holder.setAutoCommit(false);
            statement.execute(sql);
            work.run();
            holder.commit();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Returns when a statement waits for a lock. */
    public void awaitWaiting() {
        awaitWaiting(1);
    }

    /** Waits until so many connections wait for a lock. */
    public void awaitWaiting(int connections) {
        Await.await(
                connections + " connections that wait for a lock",
                () -> number("select count(*) from pg_stat_activity where wait_event_type = 'Lock'") >= connections);
    }

    /** Sessions that were ever begun for a person. */
    public int sessionsOf(Person person) {
        return number("select count(*) from session where user_id = ?::uuid", person.userId);
    }

    /** Rows of the trail about a person. */
    public int auditsOf(Person person, String type) {
        return number("select count(*) from audit_event where user_id = ?::uuid and type = ?", person.userId, type);
    }

    /** Makes a person a member of one more account, for as long as the person is here. */
    public void join(Person person, String account, String role) {
        change(
                "insert into membership (user_id, account_id, role, created_at)"
                        + " select id, ?::uuid, ?, created_at from app_user where id = ?::uuid",
                account,
                role,
                person.userId);
    }

    /** Makes a person leave an account and become its member again at that time. */
    public void joinAgain(Person person, String account, Instant since) {
        change(
                "update membership set created_at = ? where user_id = ?::uuid and account_id = ?::uuid",
                Timestamp.from(since),
                person.userId,
                account);
    }

    /** Lets every email be tried again. */
    public void forgetPasswordGuesses() {
        change("delete from allowance where kind in ('password', 'blind_proof', 'wrong_passwords_notice')");
    }

    private static Map<String, Object> row(ResultSet rows) throws SQLException {
        Map<String, Object> row = new LinkedHashMap<>();
        for (int column = 1; column <= rows.getMetaData().getColumnCount(); column++) {
            row.put(rows.getMetaData().getColumnLabel(column), rows.getObject(column));
        }
        return row;
    }

    private static PreparedStatement prepare(Connection connection, String sql, Object... values) throws SQLException {
        PreparedStatement statement = connection.prepareStatement(sql);
        for (int at = 0; at < values.length; at++) {
            statement.setObject(at + 1, values[at] instanceof Id id ? id.value() : values[at]);
        }
        return statement;
    }
}
