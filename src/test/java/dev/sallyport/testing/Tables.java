package dev.sallyport.testing;

import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import javax.sql.DataSource;

/** The service's tables, as a database client sees them. */
@Singleton
public class Tables {

    private final DataSource database;

    Tables(DataSource database) {
        this.database = database;
    }

    /** The first column of every row; parameters that are ids are given as text. */
    public List<Object> column(String sql, Object... parameters) {
        try (Connection connection = database.getConnection();
                PreparedStatement statement = connection.prepareStatement(sql)) {
            bind(statement, parameters);
            List<Object> values = new ArrayList<>();
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    values.add(rows.getObject(1));
                }
            }
            return values;
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    public Object value(String sql, Object... parameters) {
        return column(sql, parameters).get(0);
    }

    public long count(String sql, Object... parameters) {
        return ((Number) value("select count(*) " + sql, parameters)).longValue();
    }

    public int update(String sql, Object... parameters) {
        try (Connection connection = database.getConnection();
                PreparedStatement statement = connection.prepareStatement(sql)) {
            bind(statement, parameters);
            return statement.executeUpdate();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Runs statements without parameters, such as definitions. */
    public void execute(String sql) {
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Every row of every table as text, bytes in hex: what a dump would hold. */
    public String dump() {
        StringBuilder dump = new StringBuilder();
        for (Object table : column("select table_name::text from information_schema.tables"
                + " where table_schema = 'public' and table_type = 'BASE TABLE'")) {
            column("select t::text from \"" + table + "\" t")
                    .forEach(row -> dump.append(row).append('\n'));
        }
        return dump.toString();
    }

    private static void bind(PreparedStatement statement, Object[] parameters) throws SQLException {
        for (int at = 0; at < parameters.length; at++) {
            statement.setObject(at + 1, parameters[at] instanceof String id ? asId(id) : parameters[at]);
        }
    }

    private static Object asId(String text) {
        try {
            return UUID.fromString(text);
        } catch (IllegalArgumentException notAnId) {
            return text;
        }
    }
}
