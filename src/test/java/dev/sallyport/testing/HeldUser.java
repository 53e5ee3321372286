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
        return meanwhile(table, held, holder -> execute(holder, statement, user), call);
    }

    /** What is done on the connection that holds the row, while the call waits. */
    public interface Interlude {
        void run(Connection holder) throws SQLException;
    }

    /** The same with any call, and anything to be done meanwhile. */
    public <T> T meanwhile(Person person, Interlude interlude, Supplier<T> call) throws Exception {
        return meanwhile("app_user", person.userId, interlude, call);
    }

    private <T> T meanwhile(String table, String held, Interlude interlude, Supplier<T> call) throws Exception {
        CompletableFuture<T> answer;
        try (Connection holder = database.getConnection()) {
            holder.setAutoCommit(false);
            execute(holder, "select from " + table + " where id = ? for no key update", held);
            answer = CompletableFuture.supplyAsync(call);
            rows.awaitWaiting();
            interlude.run(holder);
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
}
