package dev.sallyport.testing;

import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;

/** The database behind the service: read and changed past it, as an operator or a thief could. */
@Singleton
public class Database {

    private final DataSource source;

    Database(DataSource source) {
        this.source = source;
    }

    public int execute(String sql, Object... arguments) {
        try (Connection connection = source.getConnection();
                PreparedStatement statement = prepare(connection, sql, arguments)) {
            return statement.executeUpdate();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    public List<Map<String, Object>> rows(String sql, Object... arguments) {
        try (Connection connection = source.getConnection();
                PreparedStatement statement = prepare(connection, sql, arguments);
                ResultSet rows = statement.executeQuery()) {
            List<Map<String, Object>> read = new ArrayList<>();
            while (rows.next()) {
                read.add(row(rows));
            }
            return read;
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    public long count(String sql, Object... arguments) {
        return (Long) rows(sql, arguments).get(0).values().iterator().next();
    }

    /** Every row of every table as text. */
    public String dump() {
        StringBuilder text = new StringBuilder();
        rows("select table_name from information_schema.tables where table_schema = 'public'")
                .forEach(table -> text.append(dump((String) table.get("table_name"))));
        return text.toString();
    }

    /** Every row of one table as text. */
    public String dump(String table) {
        StringBuilder text = new StringBuilder();
        rows("select t::text as line from \"" + table + "\" t")
                .forEach(row -> text.append(row.get("line")).append('\n'));
        return text.toString();
    }

    private static PreparedStatement prepare(Connection connection, String sql, Object... arguments)
            throws SQLException {
        PreparedStatement statement = connection.prepareStatement(sql);
        for (int at = 0; at < arguments.length; at++) {
            statement.setObject(at + 1, arguments[at]);
        }
        return statement;
    }

    private static Map<String, Object> row(ResultSet rows) throws SQLException {
        Map<String, Object> row = new LinkedHashMap<>();
        for (int column = 1; column <= rows.getMetaData().getColumnCount(); column++) {
            row.put(rows.getMetaData().getColumnLabel(column), rows.getObject(column));
        }
        return row;
    }
}
