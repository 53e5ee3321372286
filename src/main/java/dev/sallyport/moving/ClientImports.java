package dev.sallyport.moving;

import dev.sallyport.base.database.Row;
import dev.sallyport.base.ids.ImportId;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.hibernate.Session;

/** Finds and cancels the imports that a client has sent. Every look-up names the client. */
@ApplicationScoped
class ClientImports {

    /** All states but one: a client does not see an import whose file is still being sent. */
    private static final String SENT = Stream.of(ImportState.values())
            .filter(state -> state != ImportState.RECEIVING)
            .map(state -> "'" + state.text() + "'")
            .collect(Collectors.joining(", "));

    private static final String FIND = "select " + ImportJob.COLUMNS + """
             from user_import where id = :id and client_id = :client and state in (
            """ + SENT + ")";

    private static final String OPEN = "select id from user_import where client_id = :client and finished_at is null"
            + " and state in (" + SENT + ")";

    private static final String CANCEL = """
            update user_import set state = 'cancelled', finished_at = :now
            where id = :id and client_id = :client and state in ('queued', 'running')
            """;

    private final Session database;

    ClientImports(Session database) {
        this.database = database;
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
}
