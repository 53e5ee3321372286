package dev.sallyport.base.database;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.sql.Connection;
import java.sql.ParameterMetaData;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The schema as an engine keeps it that spreads rows over machines: each table in parts, by the column that {@code
 * deploy/citus.sql} spreads it by. PostgreSQL's own planner then says how many parts a statement reads. It prunes by
 * the same restrictions as Citus, and a part is what Citus calls a shard.
 *
 * <p>All of it is in a schema of its own, in a transaction that is never committed.
 */
final class KeptApart implements AutoCloseable {

    private static final int PARTS = 4;

    private static final Pattern PART = Pattern.compile("(\\w+)_part\\d");

    private static final Pattern TABLE =
            Pattern.compile("(?:\\b(?:from|join|into|update)\\s|,)\\s*(?:only\\s+)?(\\w+)");

    private static final Pattern INSERT =
            Pattern.compile("insert into (\\w+)(?: as \\w+)?\\s*\\(([^)]*)\\)\\s*values\\b", Pattern.DOTALL);

    private static final Pattern CHANGE_IN_CTE =
            Pattern.compile("\\bas (?:materialized )?\\(\\s*(?:insert|update|delete)\\b", Pattern.DOTALL);

    private static final Pattern VOLATILE = Pattern.compile(
            "\\b(?:now|clock_timestamp|statement_timestamp|random|gen_random_uuid|nextval) *\\(|\\bcurrent_timestamp\\b");

    private static final Map<String, String> VALUES = Map.ofEntries(
            Map.entry("uuid", "'018f0e1d-2c3b-7a49-9887-a6b5c4d3e2f1'::uuid"),
            Map.entry("_uuid", "'{018f0e1d-2c3b-7a49-9887-a6b5c4d3e2f1}'::uuid[]"),
            Map.entry("text", "'x'::text"),
            Map.entry("varchar", "'x'::varchar"),
            Map.entry("_text", "'{x}'::text[]"),
            Map.entry("_varchar", "'{x}'::varchar[]"),
            Map.entry("timestamptz", "'2026-01-01 00:00:00+00'::timestamptz"),
            Map.entry("_timestamptz", "'{}'::timestamptz[]"),
            Map.entry("int2", "1::smallint"),
            Map.entry("int4", "1"),
            Map.entry("_int4", "'{1}'::integer[]"),
            Map.entry("int8", "1::bigint"),
            Map.entry("float8", "1::double precision"),
            Map.entry("bool", "true"),
            Map.entry("bytea", "'x'::bytea"),
            Map.entry("jsonb", "'{}'::jsonb"));

    private final Connection database;
    private final Map<String, String> columns;
    private final Map<String, Set<String>> views = new HashMap<>();

    private KeptApart(Connection database, Map<String, String> columns) {
        this.database = database;
        this.columns = columns;
    }

    /** Makes the tables in parts. PostgreSQL refuses a unique index without the column of its table. */
    static KeptApart of(Connection database, Map<String, String> columns) throws SQLException {
        database.setAutoCommit(false);
        KeptApart made = new KeptApart(database, columns);
        made.execute("create schema apart");
        for (Map.Entry<String, String> table : columns.entrySet()) {
            made.makeTable(table.getKey(), table.getValue());
        }
        made.makeViews();
        made.execute("set local search_path to apart, public");
        return made;
    }

    private void makeTable(String table, String column) throws SQLException {
        execute("create table apart.%1$s (like public.%1$s including defaults including generated)".formatted(table)
                + " partition by hash (%s)".formatted(column));
        for (int part = 0; part < PARTS; part++) {
            execute(
                    "create table apart.%1$s_part%2$d partition of apart.%1$s for values with (modulus %3$d, remainder %2$d)"
                            .formatted(table, part, PARTS));
        }
        String unique = "select pg_get_indexdef(indexrelid) from pg_index where indisunique and indrelid = 'public."
                + table + "'::regclass";
        for (String index : texts(unique)) {
            execute(index.replace(" ON public.", " ON apart.").replace(" ON ONLY public.", " ON apart."));
        }
    }

    private void makeViews() throws SQLException {
        for (String view : texts("select viewname from pg_views where schemaname = 'public'")) {
            execute("set local search_path to pg_catalog");
            String definition = texts("select pg_get_viewdef('public." + view + "'::regclass)")
                    .get(0);
            Set<String> tables = new TreeSet<>();
            for (String table : columns.keySet()) {
                if (definition.contains("public." + table + " ") || definition.contains("public." + table + "\n")) {
                    tables.add(table);
                }
                definition = definition.replaceAll("\\bpublic\\." + table + "\\b", "apart." + table);
            }
            views.put(view, tables);
            execute("create view apart." + view + " as " + definition);
        }
    }

    /** The spread tables that a statement names, also through a view. */
    Set<String> tables(String sql) {
        Set<String> tables = new TreeSet<>();
        TABLE.matcher(sql.toLowerCase(Locale.ROOT))
                .results()
                .map(found -> found.group(1))
                .forEach(name -> {
                    if (columns.containsKey(name)) {
                        tables.add(name);
                    }
                    tables.addAll(views.getOrDefault(name, Set.of()));
                });
        return tables;
    }

    /** What keeps a statement from being done in one place; empty where nothing does. */
    Optional<String> objection(String sql) throws SQLException {
        String text = sql.toLowerCase(Locale.ROOT);
        if (VOLATILE.matcher(text).find()) {
            return Optional.of("a value is made by the database");
        }
        if (CHANGE_IN_CTE.matcher(text).find()) {
            return Optional.of("a change within another statement");
        }
        if (text.stripLeading().startsWith("insert")) {
            return insert(text);
        }
        Set<String> read = new TreeSet<>();
        List<String> objections = new ArrayList<>();
        scan(plan(sql), read, objections);
        Set<String> unread = tables(sql);
        unread.removeAll(read);
        unread.forEach(table -> objections.add("the plan does not read " + table));
        return objections.stream().findFirst();
    }

    private Optional<String> insert(String text) throws SQLException {
        Matcher insert = INSERT.matcher(text);
        if (!insert.find() || text.contains("select")) {
            return Optional.of("an insert from a query");
        }
        String column = columns.get(insert.group(1));
        List<String> given = List.of(insert.group(2).strip().split("\\s*,\\s*"));
        if (column != null && !given.contains(column)) {
            return Optional.of("an insert without " + column);
        }
        plan(text);
        return Optional.empty();
    }

    private void scan(JsonNode node, Set<String> read, List<String> objections) {
        table(node).ifPresent(read::add);
        Map<String, Integer> parts = new HashMap<>();
        node.path("Plans").forEach(child -> {
            table(child).ifPresent(table -> parts.merge(table, 1, Integer::sum));
            scan(child, read, objections);
        });
        if (node.path("Node Type").asText().endsWith("Append")) {
            parts.forEach((table, count) -> {
                if (count > 1) {
                    objections.add(count + " parts of " + table + " are read");
                }
            });
            if (node.path("Subplans Removed").asInt() > 0) {
                objections.add("the parts are known only while the statement runs");
            }
        }
    }

    private static Optional<String> table(JsonNode node) {
        Matcher part = PART.matcher(node.path("Relation Name").asText());
        return part.matches() ? Optional.of(part.group(1)) : Optional.empty();
    }

    private JsonNode plan(String sql) throws SQLException {
        try (Statement statement = database.createStatement();
                ResultSet plan = statement.executeQuery("explain (format json) " + withValues(sql))) {
            plan.next();
            return new ObjectMapper().readTree(plan.getString(1)).get(0).get("Plan");
        } catch (JsonProcessingException unreadable) {
            throw new IllegalStateException(unreadable);
        } catch (SQLException refused) {
            throw new SQLException("No plan of " + sql + ", as " + withValues(sql), refused);
        }
    }

    /** The same value for every parameter of a type: what two parameters name is taken for the same. */
    private String withValues(String sql) throws SQLException {
        StringBuilder text = new StringBuilder();
        try (PreparedStatement statement = database.prepareStatement(sql)) {
            ParameterMetaData parameters = statement.getParameterMetaData();
            String[] pieces = sql.split("\\?", -1);
            text.append(pieces[0]);
            for (int at = 1; at < pieces.length; at++) {
                String type = parameters.getParameterTypeName(at);
                String value = VALUES.get(type);
                if (value == null) {
                    throw new IllegalStateException("No value of type " + type + " for: " + sql);
                }
                text.append("(").append(value).append(")").append(pieces[at]); // "fetch first ?" takes no cast
            }
        }
        return text.toString();
    }

    private List<String> texts(String query) throws SQLException {
        List<String> texts = new ArrayList<>();
        try (Statement statement = database.createStatement();
                ResultSet rows = statement.executeQuery(query)) {
            while (rows.next()) {
                texts.add(rows.getString(1));
            }
        }
        return texts;
    }

    private void execute(String sql) throws SQLException {
        try (Statement statement = database.createStatement()) {
            statement.execute(sql);
        }
    }

    @Override
    public void close() throws SQLException {
        database.rollback();
        database.close();
    }
}
