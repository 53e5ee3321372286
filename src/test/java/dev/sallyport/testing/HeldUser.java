package dev.sallyport.testing;

import io.restassured.response.Response;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import javax.sql.DataSource;

/** Stops requests half-way: the row of a user is held, as every change of factors does, and released on demand. */
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

    /**
     * Starts the calls, waits until every one of them stands before a lock while the user is held, and lets go: so they
     * come at the same moment to what the lock guards. A call that does not wait is found out, and so is one that has
     * locked rows of the user in these tables before the user.
     */
    public List<Response> allWaiting(Person person, List<String> untouched, List<Supplier<Response>> calls)
            throws Exception {
        return allWaiting(lock(person), free(person, untouched), calls, false);
    }

    /** The same one call after the other: the first to wait for the user is the first to lock the user. */
    public List<Response> inOrder(Person person, List<String> untouched, List<Supplier<Response>> calls)
            throws Exception {
        return allWaiting(lock(person), free(person, untouched), calls, true);
    }

    private static String lock(Person person) {
        return "select from app_user where id = '" + person.userId + "' for no key update";
    }

    private static List<String> free(Person person, List<String> untouched) {
        return untouched.stream()
                .map(table -> "select from " + table + " where user_id = '" + person.userId + "' for update nowait")
                .toList();
    }

    /** The same with another lock in the way, which the statement takes. */
    public List<Response> allWaiting(String take, List<Supplier<Response>> calls) throws Exception {
        return allWaiting(take, List.of(), calls, false);
    }

    private List<Response> allWaiting(
            String take, List<String> whileHeld, List<Supplier<Response>> calls, boolean inOrder) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(calls.size());
        try {
            List<CompletableFuture<Response>> answers = new ArrayList<>();
            try (Connection holder = database.getConnection();
                    Statement statement = holder.createStatement()) {
                holder.setAutoCommit(false);
                statement.execute(take);
                for (Supplier<Response> call : calls) {
                    answers.add(CompletableFuture.supplyAsync(call, threads));
                    if (inOrder) {
                        rows.awaitWaiting(answers.size());
                    }
                }
                rows.awaitWaiting(calls.size());
                for (String sql : whileHeld) {
                    statement.execute(sql);
                }
                holder.rollback();
            }
            List<Response> all = new ArrayList<>();
            for (CompletableFuture<Response> answer : answers) {
                all.add(answer.get(PATIENCE.toSeconds(), TimeUnit.SECONDS));
            }
            return all;
        } finally {
            threads.shutdownNow();
        }
    }

    private static void execute(Connection connection, String sql, String id) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setObject(1, UUID.fromString(id));
            statement.execute();
        }
    }
}
