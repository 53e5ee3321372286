package dev.sallyport.moving;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sallyport.base.database.Row;
import dev.sallyport.base.database.StatementBatch;
import dev.sallyport.base.ids.ImportId;
import dev.sallyport.base.problem.Problem;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.hibernate.Session;

/** What a client sees of the imports that it has sent, and the rows that failed. Every look-up names the client. */
@ApplicationScoped
class ClientImports {

    private static final String SENT = "'queued', 'running', 'done', 'cancelled', 'failed'";

    private static final String FIND = "select " + ImportJob.COLUMNS + """
             from user_import where id = :id and client_id = :client and state in (
            """ + SENT + ")";

    private static final String OPEN = "select id from user_import where client_id = :client and finished_at is null"
            + " and state in (" + SENT + ")";

    private static final String CANCEL = """
            update user_import set state = 'cancelled', finished_at = :now
            where id = :id and client_id = :client and state in ('queued', 'running')
            """;

    private static final String ADD_FAILURE = """
            insert into user_import_failure (import_id, line, problem) values (?, ?, ?)
            """;

    private static final String FAILURES = """
            select f.line, f.problem from user_import_failure f
            join user_import i on i.id = f.import_id and i.client_id = :client
            where f.import_id = :id and f.line > :after order by f.line limit :limit
            """;

    private final Session database;
    private final ObjectMapper json;

    ClientImports(Session database, ObjectMapper json) {
        this.database = database;
        this.json = json;
    }

    Optional<ImportJob> find(String client, ImportId id) {
        return Row.query(database, FIND, ImportJob::ofRow)
                .setParameter("id", id)
                .setParameter("client", client)
                .getResultStream()
                .findFirst();
    }

    /** The one import of the client that has not ended, unless its file is still being sent. */
    Optional<ImportId> open(String client) {
        return Row.query(database, OPEN, row -> new ImportId(row.uuid("id")))
                .setParameter("client", client)
                .getResultStream()
                .findFirst();
    }

    /** False if it has ended. */
    boolean cancel(String client, ImportId id, Instant now) {
        return database.createNativeMutationQuery(CANCEL)
                        .setParameter("id", id)
                        .setParameter("client", client)
                        .setParameter("now", now)
                        .executeUpdate()
                == 1;
    }

    void addFailures(ImportId id, List<RowResult> failed) {
        StatementBatch.changed(database, ADD_FAILURE, failed, row -> List.of(id.value(), row.line(), text(id, row)));
    }

    /** In the order of the file. */
    List<ImportFailure> failures(String client, ImportId id, int after, int limit) {
        return Row.query(
                        database,
                        FAILURES,
                        row -> new ImportFailure(row.integer("line"), document(row.text("problem"))))
                .setParameter("client", client)
                .setParameter("id", id)
                .setParameter("after", after)
                .setParameter("limit", limit)
                .getResultList();
    }

    private String text(ImportId id, RowResult row) {
        Problem problem = Objects.requireNonNull(row.problem());
        try {
            return json.writeValueAsString(new Problem(
                    problem.type(),
                    problem.title(),
                    problem.status(),
                    problem.detail(),
                    "urn:uuid:" + id,
                    problem.errors(),
                    problem.members()));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("A problem cannot be written", e);
        }
    }

    private JsonNode document(String text) {
        try {
            return json.readTree(text);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("A problem of the database cannot be read", e);
        }
    }
}
