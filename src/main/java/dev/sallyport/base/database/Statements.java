package dev.sallyport.base.database;

import jakarta.inject.Singleton;
import jakarta.transaction.Status;
import jakarta.transaction.Synchronization;
import jakarta.transaction.TransactionSynchronizationRegistry;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.hibernate.Session;
import org.jspecify.annotations.Nullable;

/**
 * The statements of sign-in, refresh and check, on the bare driver: around a query of Hibernate there is more work than
 * the database has with it. Inside a transaction they keep their order with Hibernate's; outside, each commits by
 * itself.
 *
 * <p>A failure is an {@link IllegalStateException} with the exception of the driver as its cause.
 */
@Singleton
public class Statements implements Statement.Sender {

    private static final Object DEFERRED = DeferredStatements.class;

    private final DataSource database;
    private final Session hibernate;
    private final TransactionSynchronizationRegistry transaction;
    private final SentStatements sent;
    private final QueryBatcher batcher;

    Statements(
            DataSource database,
            Session hibernate,
            TransactionSynchronizationRegistry transaction,
            SentStatements sent,
            QueryBatcher batcher) {
        this.database = database;
        this.hibernate = hibernate;
        this.transaction = transaction;
        this.sent = sent;
        this.batcher = batcher;
    }

    /** A statement whose parameters are to be set. */
    public Statement of(NamedSql sql) {
        return new Statement(this, sql);
    }

    @Override
    public <T> List<T> read(Statement query, Function<Row, T> toRecord) {
        return send(waiting(), query, executed -> DeferredRows.rows(executed, toRecord));
    }

    @Override
    public <T> CompletionStage<List<T>> readAsync(Statement query, Function<Row, T> toRecord) {
        return batcher.read(query, toRecord);
    }

    @Override
    public int change(Statement change) {
        return send(waiting(), change, PreparedStatement::getUpdateCount);
    }

    @Override
    public void defer(Statement statement, Optional<DeferredRows<?>> reader) {
        if (!isInTransaction()) {
            throw new IllegalStateException("There is no transaction that could send it");
        }
        hibernate.flush();
        DeferredStatements waiting = deferred();
        if (waiting == null) {
            waiting = new DeferredStatements();
            transaction.putResource(DEFERRED, waiting);
            transaction.registerInterposedSynchronization(new Synchronization() {
                @Override
                public void beforeCompletion() {
                    sendWaiting();
                }

                @Override
                public void afterCompletion(int status) {
                    // What was not sent is undone with the rest.
                }
            });
        }
        waiting.add(statement, reader);
    }

    /** What Hibernate sends next comes after what was deferred. */
    void beforeHibernate(String sql) {
        sendAll(taken());
        sent.tell(sql);
    }

    @Override
    public void sendWaiting() {
        sendAll(waiting());
    }

    private void sendAll(List<DeferredStatements.Waiting> waiting) {
        if (!waiting.isEmpty()) {
            send(waiting, null, executed -> true);
        }
    }

    /** What waits in the current transaction, after what Hibernate has not written yet. */
    private List<DeferredStatements.Waiting> waiting() {
        if (isInTransaction()) {
            hibernate.flush();
        }
        return taken();
    }

    private List<DeferredStatements.Waiting> taken() {
        DeferredStatements waiting = isInTransaction() ? deferred() : null;
        return waiting == null ? List.of() : waiting.take();
    }

    private @Nullable DeferredStatements deferred() {
        return (DeferredStatements) transaction.getResource(DEFERRED);
    }

    private boolean isInTransaction() {
        return transaction.getTransactionStatus() == Status.STATUS_ACTIVE;
    }

    private interface Result<T> {
        T of(PreparedStatement executed) throws SQLException;
    }

    /** One round trip: what was deferred, and then the statement whose result this is. */
    private <T> T send(List<DeferredStatements.Waiting> before, @Nullable Statement last, Result<T> result) {
        List<Statement> all = new ArrayList<>();
        before.forEach(waiting -> all.add(waiting.statement()));
        if (last != null) {
            all.add(last);
        }
        String sql = all.stream().map(each -> each.sql().text()).collect(Collectors.joining("; "));
        sent.announce(sql);
        try (Connection connection = database.getConnection();
                PreparedStatement prepared = connection.prepareStatement(sql)) {
            int place = 1;
            for (Statement statement : all) {
                place = statement.bind(prepared, place);
            }
            prepared.execute();
            for (DeferredStatements.Waiting waiting : before) {
                waiting.read(prepared);
            }
            return result.of(prepared);
        } catch (SQLException failure) {
            throw new IllegalStateException("A statement could not be executed", failure);
        }
    }
}
