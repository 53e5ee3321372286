package dev.sallyport.moving;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sallyport.base.database.Row;
import dev.sallyport.base.database.StatementBatch;
import dev.sallyport.base.ids.ImportId;
import dev.sallyport.base.problem.Problem;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Objects;
import org.hibernate.Session;

/** Reads and writes the rows that failed in imports that run by themselves, with their problems. */
@ApplicationScoped
class ImportFailureRepository {

    private static final String ADD = """
            insert into user_import_failure (import_id, line, problem) values (?, ?, ?)
            """;

    private static final String LIST = """
            select f.line, f.problem from user_import_failure f
            join user_import i on i.id = f.import_id and i.client_id = :client
            where f.import_id = :id and f.line > :after order by f.line limit :limit
            """;

    private final Session database;
    private final ObjectMapper json;

    ImportFailureRepository(Session database, ObjectMapper json) {
        this.database = database;
        this.json = json;
    }

    /** Adds rows that failed, of which each has a problem. */
    void add(ImportId id, List<RowResult> failed) {
        StatementBatch.changed(database, ADD, failed, row -> List.of(id.value(), row.line(), text(id, row)));
    }

    /** Those behind a line, in the order of the file; none if the import is not that client's. */
    List<ImportFailure> list(String client, ImportId id, int after, int limit) {
        return Row.query(database, LIST, row -> new ImportFailure(row.integer("line"), document(row.text("problem"))))
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
