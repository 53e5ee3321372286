package dev.sallyport.testing;

/** Makes the database fail every statement of one kind on a table, until it is closed. */
public final class RefusedChanges implements AutoCloseable {

    private static final String OUTAGE = "57P01";
    private static final String FAULT_IN_DATA = "23514";

    private final Rows rows;
    private final String table;

    private RefusedChanges(Rows rows, String table) {
        this.rows = rows;
        this.table = table;
    }

    /**
     * Fails every statement, as an outage does.
     *
     * @param event of a trigger: insert, update or delete
     */
    public static RefusedChanges of(String event, String table, Rows rows) {
        return make(event, table, "for each statement", OUTAGE, rows);
    }

    /**
     * Fails every statement that concerns certain rows, as a fault in their data does.
     *
     * @param condition with {@code old} and {@code new}
     */
    public static RefusedChanges ofRows(String event, String table, String condition, Rows rows) {
        return make(event, table, "for each row when (" + condition + ")", FAULT_IN_DATA, rows);
    }

    private static RefusedChanges make(String event, String table, String when, String state, Rows rows) {
        rows.change("create sequence refused_for_test_count minvalue 0 start 0");
        rows.number("select nextval('refused_for_test_count')");
        rows.change("create function refused_for_test() returns trigger language plpgsql as"
                + " $$ begin perform nextval('refused_for_test_count');"
                + " raise exception 'refused for a test' using errcode = '" + state + "'; end $$");
        rows.change("create trigger refused_for_test before " + event + " on " + table + " " + when
                + " execute function refused_for_test()");
        return new RefusedChanges(rows, table);
    }

    /** How many statements have failed so far. A sequence counts them, because a rollback does not reset it. */
    public int count() {
        return rows.number("select last_value from refused_for_test_count");
    }

    @Override
    public void close() {
        rows.change("drop trigger refused_for_test on " + table);
        rows.change("drop function refused_for_test()");
        rows.change("drop sequence refused_for_test_count");
    }
}
