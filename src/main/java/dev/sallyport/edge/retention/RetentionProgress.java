package dev.sallyport.edge.retention;

import dev.sallyport.base.database.RetentionRule;
import dev.sallyport.base.database.Row;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.Optional;
import org.hibernate.Session;

/**
 * How far the clean-up has come with a rule, for all replicas. A replica that changes rows by a rule holds the rule's
 * row here by a lock of the transaction, which stays correct behind a pooler and after a failover.
 */
@Singleton
class RetentionProgress {

    private static final String BEGIN = """
            insert into retention_progress (rule, reached, swept_at) values (:rule, :epoch, :now)
            on conflict (rule) do nothing
            """;

    private static final String READ = "select reached, swept_at from retention_progress where rule = :rule";

    private static final String HOLD = READ + " for update skip locked";

    private static final String REACH =
            "update retention_progress set reached = greatest(reached, :reached) where rule = :rule";

    private static final String SWEEP = "update retention_progress set swept_at = :now where rule = :rule";

    private final Session database;

    RetentionProgress(Session database) {
        this.database = database;
    }

    /**
     * The progress of a rule.
     *
     * @param reached a run begins there
     * @param sweptAt when all rows before were looked through last
     */
    record Reached(Instant reached, Instant sweptAt) {

        static Reached ofRow(Row row) {
            return new Reached(row.instant("reached"), row.instant("swept_at"));
        }
    }

    /** A rule that is new begins at the first row. */
    Reached read(RetentionRule rule, Instant now) {
        database.createNativeMutationQuery(BEGIN)
                .setParameter("rule", rule.name())
                .setParameter("epoch", Instant.EPOCH)
                .setParameter("now", now)
                .executeUpdate();
        return Row.query(database, READ, Reached::ofRow)
                .setParameter("rule", rule.name())
                .getSingleResult();
    }

    /** Holds the rule until the transaction ends; empty while another replica holds it. */
    Optional<Reached> hold(RetentionRule rule) {
        return Row.query(database, HOLD, Reached::ofRow)
                .setParameter("rule", rule.name())
                .getResultStream()
                .findFirst();
    }

    void reach(RetentionRule rule, Instant time) {
        database.createNativeMutationQuery(REACH)
                .setParameter("reached", time)
                .setParameter("rule", rule.name())
                .executeUpdate();
    }

    void sweptAt(RetentionRule rule, Instant time) {
        database.createNativeMutationQuery(SWEEP)
                .setParameter("now", time)
                .setParameter("rule", rule.name())
                .executeUpdate();
    }
}
