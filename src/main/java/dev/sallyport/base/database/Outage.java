package dev.sallyport.base.database;

import jakarta.transaction.HeuristicMixedException;
import jakarta.transaction.HeuristicRollbackException;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import javax.transaction.xa.XAException;
import org.hibernate.exception.JDBCConnectionException;

/** Distinguishes a database outage from a failure of the service. */
public final class Outage {

    /**
     * No connection, shut down or starting up, out of connections, space or memory, read-only after a failover, too
     * slow, gave up on a conflict or a lock, does not know whether it committed; or lacks the right to write a table,
     * even if only the trail.
     */
    private static final Pattern SQL_STATE =
            Pattern.compile("08...|57P0.|57014|25P03|53...|25006|42501|40001|40003|40P01|55P03");

    /** The error codes of an unavailable resource manager (X/Open XA), if no other cause explains the failure. */
    private static final Set<Integer> XA_CODES = Set.of(
            XAException.XAER_RMFAIL,
            XAException.XA_HEURHAZ,
            XAException.XA_HEURMIX,
            XAException.XA_RBCOMMFAIL,
            XAException.XA_RBDEADLOCK,
            XAException.XA_RBTIMEOUT,
            XAException.XA_RBTRANSIENT);

    /** Agroal's own exceptions carry no SQL state, so its words are all there is. */
    private static final Set<String> POOL_REFUSALS = Set.of(
            "Sorry, acquisition timeout!",
            "Acquisition timeout while waiting for new connection",
            "Interrupted while acquiring",
            "This pool is closed and does not handle any more connections!");

    private Outage() {}

    /** What is wrong with the database, in words that are safe to log; empty if the database is not the cause. */
    public static Optional<String> in(Throwable failure) {
        return Causes.of(failure).filter(Outage::isOutage).findFirst().map(Outage::describe);
    }

    private static boolean isOutage(Throwable cause) {
        if (cause instanceof JDBCConnectionException || cause instanceof SQLTransientConnectionException) {
            return true;
        }
        // a transaction with one resource is mixed only where nothing is known of its commit
        if (cause instanceof HeuristicMixedException || cause instanceof HeuristicRollbackException) {
            return true;
        }
        if (cause instanceof XAException xa) {
            return XA_CODES.contains(xa.errorCode);
        }
        if (cause instanceof SQLException sql && sql.getSQLState() != null) {
            return SQL_STATE.matcher(sql.getSQLState()).matches();
        }
        return cause instanceof SQLException && POOL_REFUSALS.contains(cause.getMessage());
    }

    private static String describe(Throwable cause) {
        String state = cause instanceof SQLException sql ? sql.getSQLState() : null;
        return cause.getClass().getSimpleName() + (state == null ? "" : ", SQL state " + state);
    }
}
