package dev.sallyport.testing;

/** Makes the database fail every statement of one kind on a table, as in an outage, until it is closed. */
public final class RefusedChanges implements AutoCloseable {

    private final Rows rows;
    private final String table;

    private RefusedChanges(Rows rows, String table) {
        this.rows = rows;
        this.table = table;
    }

    /** @param event of a trigger: insert, update or delete */
    public static RefusedChanges of(String event, String table, Rows rows) {
        rows.change("create sequence refused_for_test_count minvalue 0 start 0");
        rows.number("select nextval('refused_for_test_count')");
        rows.change("create function refused_for_test() returns trigger language plpgsql as"
                + " $$ begin perform nextval('refused_for_test_count');"
                + " raise exception 'refused for a test' using errcode = '57P01'; end $$");
        rows.change("create trigger refused_for_test before " + event + " on " + table
                + " for each statement execute function refused_for_test()");
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
