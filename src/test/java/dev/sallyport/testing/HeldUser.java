package dev.sallyport.testing;

import io.restassured.response.Response;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import javax.sql.DataSource;

/** Stops requests half-way: the row of a user is held, as every change of factors does, and let go on demand. */
@Singleton
public class HeldUser {

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final DataSource database;
    private final Rows rows;

    HeldUser(DataSource database, Rows rows) {
        this.database = database;
        this.rows = rows;
    }

    /** Starts the call, waits until it runs into the held row, executes the statement for the user, and lets go. */
    public Response meanwhile(Person person, String statement, Supplier<Response> call) throws Exception {
        return meanwhile("app_user", person.userId, statement, person.userId, call);
    }

    /** The same where another row is held, by its table and id; the statement is about a user. */
    public Response meanwhile(String table, String held, String statement, String user, Supplier<Response> call)
            throws Exception {
        CompletableFuture<Response> answer;
        try (Connection holder = database.getConnection()) {
            holder.setAutoCommit(false);
            execute(holder, "select from " + table + " where id = ? for no key update", held);
            answer = CompletableFuture.supplyAsync(call);
            awaitWaiting();
            execute(holder, statement, user);
            holder.commit();
        }
        return answer.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    }

    private static void execute(Connection connection, String sql, String id) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setObject(1, UUID.fromString(id));
            statement.execute();
        }
    }

    private void awaitWaiting() {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (rows.number("select count(*) from pg_stat_activity where wait_event_type = 'Lock'") == 0) {
            if (System.nanoTime() > end) {
                throw new AssertionError("Nobody waits for the user");
            }
            LockSupport.parkNanos(Duration.ofMillis(5).toNanos());
        }
    }
}
