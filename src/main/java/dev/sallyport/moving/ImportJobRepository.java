package dev.sallyport.moving;

import dev.sallyport.base.database.Row;
import dev.sallyport.base.ids.ImportId;
import dev.sallyport.security.crypto.Keyset;
import dev.sallyport.security.crypto.SealedSecrets;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.hibernate.Session;

/** Reads and writes imports that run by themselves, and the rows that wait for them. */
@ApplicationScoped
class ImportJobRepository {

    /** Longer than a chunk takes: another replica continues where one has died. */
    static final Duration CLAIM = Duration.ofMinutes(2);

    /** How long a sender may take for a chunk. */
    static final Duration RECEIVING = Duration.ofMinutes(5);

    private static final String ADD = """
            insert into user_import (id, client_id, state, dry_run, language, claimed_until, created_at)
            values (:id, :client, 'receiving', :dryRun, :language, :until, :now)
            on conflict (client_id) where finished_at is null do nothing
            """;

    private static final String ADD_CHUNK = """
            insert into user_import_chunk (import_id, number, sealed_rows, created_at)
            select id, :number, :rows, :now from user_import where id = :id and state = 'receiving'
            """;

    private static final String RECEIVED_CHUNK =
            "update user_import set claimed_until = :until where id = :id and state = 'receiving'";

    private static final String QUEUE = """
            update user_import set state = 'queued', lines = :lines, claimed_until = :now
            where id = :id and state = 'receiving' returning
            """ + ImportJob.COLUMNS;

    private static final String DROP = "delete from user_import where id = :id and state = 'receiving'";

    private static final String DROP_ABANDONED = """
            delete from user_import
            where finished_at is null and state = 'receiving' and claimed_until < :now
            """;

    private static final String CLAIM_NEXT = """
            update user_import set state = 'running', claim = claim + 1, claimed_until = :until,
                started_at = coalesce(started_at, :now)
            where id = (
                select id from user_import
                where finished_at is null and state <> 'receiving' and claimed_until <= :now
                order by claimed_until, id limit 1 for update skip locked)
            returning
            """ + ImportJob.COLUMNS;

    private static final String RELEASE = """
            update user_import set claimed_until = :now where id = :id and claim = :claim and state = 'running'
            """;

    private static final String NEXT_CHUNK = """
            select number, sealed_rows from user_import_chunk where import_id = :id order by number limit 1
            """;

    private static final String ADVANCE = """
            update user_import set line = :line, claimed_until = :until, created = created + :created,
                updated = updated + :updated, unchanged = unchanged + :unchanged, failed = failed + :failed
            where id = :id and claim = :claim and state = 'running' returning
            """ + ImportJob.COLUMNS;

    private static final String END = """
            update user_import set state = :state, finished_at = :now
            where id = :id and claim = :claim and state = 'running' returning
            """ + ImportJob.COLUMNS;

    private final Session database;
    private final SealedSecrets secrets;

    ImportJobRepository(Session database, Keyset keyset) {
        this.database = database;
        this.secrets = keyset.secrets();
    }

    /** False if the client has one that has not ended. */
    boolean add(ImportId id, String client, ImportTask task, Instant now) {
        return database.createNativeMutationQuery(ADD)
                        .setParameter("id", id)
                        .setParameter("client", client)
                        .setParameter("dryRun", task.dryRun())
                        .setParameter("language", task.language().tag())
                        .setParameter("until", now.plus(RECEIVING))
                        .setParameter("now", now)
                        .executeUpdate()
                == 1;
    }

    /** False if the sender has taken too long, or the client is gone. */
    boolean addChunk(ImportId id, ImportChunk chunk, Instant now) {
        boolean isReceiving = database.createNativeMutationQuery(RECEIVED_CHUNK)
                        .setParameter("id", id)
                        .setParameter("until", now.plus(RECEIVING))
                        .executeUpdate()
                == 1;
        return isReceiving
                && database.createNativeMutationQuery(ADD_CHUNK)
                                .setParameter("id", id)
                                .setParameter("number", chunk.number())
                                .setParameter("rows", chunk.seal(id, secrets))
                                .setParameter("now", now)
                                .executeUpdate()
                        == 1;
    }

    /** The whole file is here. */
    Optional<ImportJob> queue(ImportId id, int lines, Instant now) {
        return Row.query(database, QUEUE, ImportJob::ofRow)
                .setParameter("id", id)
                .setParameter("lines", lines)
                .setParameter("now", now)
                .getResultStream()
                .findFirst();
    }

    /** The file does not come. */
    void drop(ImportId id) {
        database.createNativeMutationQuery(DROP).setParameter("id", id).executeUpdate();
    }

    void dropAbandoned(Instant now) {
        database.createNativeMutationQuery(DROP_ABANDONED)
                .setParameter("now", now)
                .executeUpdate();
    }

    /** The import that has waited longest of those that no replica is at. */
    Optional<ImportJob> claimNext(Instant now) {
        return Row.query(database, CLAIM_NEXT, ImportJob::ofRow)
                .setParameter("until", now.plus(CLAIM))
                .setParameter("now", now)
                .getResultStream()
                .findFirst();
    }

    /** Another replica may continue at once. */
    void release(ImportJob job, Instant now) {
        database.createNativeMutationQuery(RELEASE)
                .setParameter("id", job.id())
                .setParameter("claim", job.claim())
                .setParameter("now", now)
                .executeUpdate();
    }

    /** @throws dev.sallyport.security.crypto.UnsealException if its rows can no longer be read */
    Optional<ImportChunk> nextChunk(ImportJob job) {
        return Row.query(
                        database,
                        NEXT_CHUNK,
                        row -> ImportChunk.unseal(job.id(), row.integer("number"), row.bytes("sealed_rows"), secrets))
                .setParameter("id", job.id())
                .getResultStream()
                .findFirst();
    }

    void removeChunk(ImportId id, int number) {
        database.createNativeMutationQuery("delete from user_import_chunk where import_id = :id and number = :number")
                .setParameter("id", id)
                .setParameter("number", number)
                .executeUpdate();
    }

    void removeChunks(ImportId id) {
        database.createNativeMutationQuery("delete from user_import_chunk where import_id = :id")
                .setParameter("id", id)
                .executeUpdate();
    }

    /** The job after these rows; empty if it was ended, or another replica has claimed it. */
    Optional<ImportJob> advance(ImportJob job, int line, ImportCounts done, Instant now) {
        return Row.query(database, ADVANCE, ImportJob::ofRow)
                .setParameter("line", line)
                .setParameter("until", now.plus(CLAIM))
                .setParameter("created", done.created())
                .setParameter("updated", done.updated())
                .setParameter("unchanged", done.unchanged())
                .setParameter("failed", done.failed())
                .setParameter("id", job.id())
                .setParameter("claim", job.claim())
                .getResultStream()
                .findFirst();
    }

    /** The job after its end; empty as for {@link #advance}. */
    Optional<ImportJob> end(ImportJob job, ImportState state, Instant now) {
        return Row.query(database, END, ImportJob::ofRow)
                .setParameter("state", state.text())
                .setParameter("id", job.id())
                .setParameter("claim", job.claim())
                .setParameter("now", now)
                .getResultStream()
                .findFirst();
    }
}
