package dev.sallyport.base.database;

/** Learns of each text of SQL that is sent to the database in one round trip, before it is sent. */
public interface StatementListener {

    void sent(String sql);
}
