package dev.sallyport.edge.platform;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;
import java.util.Set;

/**
 * Whether the role of the service has the rights that it needs on every table. Without the check one that lacks them
 * would fail at the first request that needs the table.
 */
final class TableRights {

    /** The few names of a sentence; a right that is missing is mostly missing everywhere. */
    private static final int NAMED = 3;

    /** A table that a later migration dropped or renamed has no rights to ask for: both sides are null. */
    private static final String LACKING = """
            select current_user as role, current_schema() as schema, count(*) as tables,
                   array_to_string((array_agg(name order by name))[1:%d], ', ') as named
            from unnest(?) as name
            where not (%s)
            """;

    private TableRights() {}

    /**
     * A sentence with the statement that fixes it.
     *
     * @param readOnly whether reading is enough
     */
    static Optional<String> fault(Connection connection, Set<String> tables, boolean readOnly) throws SQLException {
        String rights = readOnly ? "select" : "select, insert, update, delete";
        String has = rights.replaceAll("(\\w+)", "has_table_privilege(to_regclass(name), '$1')")
                .replace(", h", " and h");
        try (PreparedStatement query = connection.prepareStatement(LACKING.formatted(NAMED, has))) {
            query.setArray(1, connection.createArrayOf("text", tables.toArray()));
            try (ResultSet row = query.executeQuery()) {
                row.next();
                int lacking = row.getInt("tables");
                return lacking == 0
                        ? Optional.empty()
                        : Optional.of(sentence(
                                row.getString("role"),
                                row.getString("schema"),
                                row.getString("named") + (lacking > NAMED ? " and " + (lacking - NAMED) + " more" : ""),
                                rights));
            }
        }
    }

    private static String sentence(String role, String schema, String tables, String rights) {
        return "the role " + role + " lacks rights on the tables " + tables + ": as their owner, run 'grant " + rights
                + " on all tables in schema " + schema + " to " + role + "'";
    }
}
