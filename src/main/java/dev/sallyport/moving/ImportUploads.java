package dev.sallyport.moving;

import dev.sallyport.base.database.Transactions;
import dev.sallyport.base.ids.ImportId;
import dev.sallyport.base.problem.Outcome;
import dev.sallyport.base.problem.ProblemException;
import dev.sallyport.base.problem.ProblemType;
import dev.sallyport.security.crypto.Ids;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.InputStream;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.hibernate.exception.ConstraintViolationException;

/** Receives the file of an import that runs by itself, chunk by chunk: no more than a chunk is in memory. */
@ApplicationScoped
class ImportUploads {

    /** The violation of the one foreign key of an import. */
    private static final String NO_SUCH_CLIENT = "23503";

    private final ImportJobRepository jobs;
    private final ClientImports own;
    private final ImportTrail trail;
    private final Clock clock;

    ImportUploads(ImportJobRepository jobs, ClientImports own, ImportTrail trail, Clock clock) {
        this.jobs = jobs;
        this.own = own;
        this.trail = trail;
        this.clock = clock;
    }

    /**
     * Stores the rows and begins the import. If the upload is incomplete, nothing is kept.
     *
     * @return the import; refused if the client has another one that has not ended or is gone, if the body is larger
     *     than it may be, or if the sender is too slow
     */
    Outcome<ImportJob> receive(InputStream body, long maxBody, ImportTask task) throws IOException {
        ImportId id = new ImportId(Ids.next());
        String client = task.caller().getName();
        Optional<ProblemException> refusal = begin(id, client, task);
        if (refusal.isPresent()) {
            return Outcome.refused(refusal.get());
        }
        boolean isQueued = false;
        try {
            LineReader lines = new LineReader(body, maxBody);
            int last = 0;
            boolean isKept = true;
            ImportChunk chunk = read(lines, 0);
            while (isKept && !chunk.lines().isEmpty()) {
                isKept = add(id, chunk);
                last = chunk.lastLine();
                chunk = read(lines, chunk.number() + 1);
            }
            if (lines.isOver()) {
                return Outcome.refused(new ProblemException(ProblemType.PAYLOAD_TOO_LARGE)
                        .detail("Send a body of at most {0} bytes.", maxBody)
                        .with("maxBytes", maxBody));
            }
            Optional<ImportJob> job = isKept ? queue(id, last, task) : Optional.empty();
            isQueued = job.isPresent();
            return job.map(Outcome::of).orElseGet(() -> Outcome.refused(tooSlow()));
        } finally {
            if (!isQueued) {
                Transactions.run(() -> jobs.drop(id));
            }
        }
    }

    /** A client that is deleted at this moment gets the answer of one that does not exist. */
    private Optional<ProblemException> begin(ImportId id, String client, ImportTask task) {
        try {
            return Transactions.call(() -> jobs.add(id, client, task, clock.instant()))
                    ? Optional.empty()
                    : Optional.of(another(client));
        } catch (ConstraintViolationException violation) {
            if (NO_SUCH_CLIENT.equals(violation.getSQLState())) {
                return Optional.of(new ProblemException(ProblemType.NOT_AUTHENTICATED));
            }
            throw violation;
        }
    }

    private static ImportChunk read(LineReader lines, int number) throws IOException {
        List<LineReader.Line> read = new ArrayList<>();
        int bytes = 0;
        while (read.size() < BatchImport.MOST && bytes < ImportChunk.MAX_BYTES) {
            LineReader.Line line = lines.next();
            if (line == null) {
                break;
            }
            read.add(line);
            bytes += line.bytes().length;
        }
        return new ImportChunk(number, read);
    }

    private boolean add(ImportId id, ImportChunk chunk) {
        return Transactions.call(() -> jobs.addChunk(id, chunk, clock.instant()));
    }

    private Optional<ImportJob> queue(ImportId id, int lines, ImportTask task) {
        return Transactions.call(() -> {
            Instant now = clock.instant();
            Optional<ImportJob> queued = jobs.queue(id, lines, now);
            queued.ifPresent(job -> trail.started(task.asJob(id), job, now));
            return queued;
        });
    }

    private ProblemException another(String client) {
        ProblemException refusal = new ProblemException(ProblemType.CONFLICT);
        return Transactions.call(() -> own.open(client))
                .map(open -> refusal.detail(
                        "The import {0} of this client has not ended: wait for its end, or cancel it.", open))
                .orElseGet(() -> refusal.detail("Another file of this client is being received. Try again later."));
    }

    private static ProblemException tooSlow() {
        return new ProblemException(ProblemType.INVALID_REQUEST)
                .detail("The body was not received completely. Send the request again.");
    }
}
