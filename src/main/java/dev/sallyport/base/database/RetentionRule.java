package dev.sallyport.base.database;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Deletes the rows of one table, or clears some of their columns, a certain time after the time in one of their
 * columns.
 *
 * <p>Every text here becomes part of a statement and MUST be a constant. An index MUST begin with the column: rows are
 * found in its order, a batch at a time. Where the time is that of the id, the primary key is that index.
 *
 * @param table the table
 * @param key the columns of its primary key: rows are deleted by it, never by {@code ctid}, which on a partitioned
 *     table names a row in each partition
 * @param column the time after which a row is kept for so long; a row without one stays
 * @param condition an additional SQL condition for a row; empty for all rows
 * @param kept how long a row is kept after that time
 * @param cleared the columns that become null while the row stays; none: the row is deleted
 * @param timeOrdered whether the row was created at the time in the column, so that rows are found in the order of
 *     their id and the time needs no index
 * @param guard the setting that opens the table for rows from before the time in it, until the transaction ends
 */
public record RetentionRule(
        String table,
        List<String> key,
        String column,
        String condition,
        Duration kept,
        List<String> cleared,
        boolean timeOrdered,
        Optional<String> guard) {

    /** How long most rows are kept after their end, for an operator who investigates what happened. */
    private static final Duration A_WEEK = Duration.ofDays(7);

    /** Deletes rows of this table a week after the time in that column. */
    public static RetentionRule delete(String table, String column, String... key) {
        return new RetentionRule(table, List.of(key), column, "", A_WEEK, List.of(), false, Optional.empty());
    }

    /** The same, but only for rows that match this condition. */
    public RetentionRule where(String sql) {
        return new RetentionRule(table, key, column, sql, kept, cleared, timeOrdered, guard);
    }

    /** The same, but this long after the time in the column. */
    public RetentionRule keptFor(Duration time) {
        return new RetentionRule(table, key, column, condition, time, cleared, timeOrdered, guard);
    }

    /** The same, but the rows stay and lose these columns. */
    public RetentionRule clearing(String... columns) {
        return new RetentionRule(table, key, column, condition, kept, List.of(columns), timeOrdered, guard);
    }

    /** The same, but rows are found by their time-ordered {@code id}: the time in the column is that of the id. */
    public RetentionRule byId() {
        return new RetentionRule(table, key, column, condition, kept, cleared, true, guard);
    }

    /** The same, in a transaction that opens the table's guard by this setting. */
    public RetentionRule opening(String setting) {
        return new RetentionRule(table, key, column, condition, kept, cleared, timeOrdered, Optional.of(setting));
    }

    /** The name under which the clean-up stores how far it has come, and counts. */
    public String name() {
        return verb() + " " + table + "." + column;
    }

    /** Whether a row that is due is deleted; otherwise it loses some columns. */
    public boolean deletes() {
        return cleared.isEmpty();
    }

    /** What is done with a row that is due, as a label of the metrics. */
    public String verb() {
        return deletes() ? "delete" : "clear";
    }

    /**
     * The query for one page: the keys of at most {@code :limit} rows whose time lies from {@code :from} to before
     * {@code :end}, the oldest first. It locks none of them: on a distributed engine they are on many servers. Where
     * rows are found by their id, {@code :fromId} and {@code :endId} are the lowest ids of these times.
     */
    public String dueRows() {
        return "select " + String.join(", ", key) + ", " + column + " as passed_at" + due() + " limit :limit";
    }

    /** The query for the time in the column of the oldest row that is due. */
    public String oldestDue() {
        return "select " + column + due() + " limit 1";
    }

    private String due() {
        String range = timeOrdered ? "id >= :fromId and id < :endId" : column + " >= :from";
        return " from " + table + " where " + range + " and " + isDue(":end") + " order by "
                + (timeOrdered ? "id" : column);
    }

    private String isDue(String end) {
        return column + " < " + end + (condition.isEmpty() ? "" : " and " + condition);
    }

    /**
     * The statement for one row: it takes the columns of the key and then the end. A row that is no longer due, since
     * another transaction changed its time in the meantime, stays as it is.
     */
    public String change() {
        String change = deletes()
                ? "delete from " + table
                : "update " + table + " set "
                        + cleared.stream().map(name -> name + " = null").collect(Collectors.joining(", "));
        String ofKey = key.stream().map(name -> name + " = ?").collect(Collectors.joining(" and "));
        return change + " where " + ofKey + " and " + isDue("?");
    }
}
