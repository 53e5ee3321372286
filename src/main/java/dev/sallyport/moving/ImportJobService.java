package dev.sallyport.moving;

import dev.sallyport.base.ids.ImportId;
import dev.sallyport.base.pagination.Page;
import dev.sallyport.base.problem.Outcome;
import dev.sallyport.base.problem.ProblemType;
import dev.sallyport.security.caller.ClientCaller;
import dev.sallyport.security.caller.ClientContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Function;

/** Asynchronous imports, for the client that has sent them. Other clients cannot see them. */
@ApplicationScoped
class ImportJobService {

    private final ClientImports own;
    private final ImportFailureRepository failures;
    private final ImportJobRepository jobs;
    private final ImportTrail trail;
    private final Clock clock;

    ImportJobService(
            ClientImports own,
            ImportFailureRepository failures,
            ImportJobRepository jobs,
            ImportTrail trail,
            Clock clock) {
        this.own = own;
        this.failures = failures;
        this.jobs = jobs;
        this.trail = trail;
        this.clock = clock;
    }

    @Transactional
    Outcome<ImportView> get(ClientCaller client, ImportId id) {
        return found(own.find(client.clientId(), id)).map(ImportJob::view);
    }

    /** The rows that failed, as far as they are kept. */
    @Transactional
    Outcome<Page<ImportFailure>> failures(ClientCaller client, ImportId id, ImportFailureQuery query) {
        return found(own.find(client.clientId(), id))
                .map(job -> Page.upTo(
                        failures.list(client.clientId(), id, query.after(), query.limit() + 1),
                        query.limit(),
                        ImportFailureQuery::end,
                        Function.identity()));
    }

    /** Ends an import after the rows that are done, and deletes the others. One that has ended stays as it is. */
    @Transactional
    Outcome<Void> cancel(ClientCaller client, ImportId id, ClientContext context) {
        Instant now = clock.instant();
        boolean isCancelled = own.cancel(client.clientId(), id, now);
        Outcome<ImportJob> found = found(own.find(client.clientId(), id));
        return found.map(job -> {
            if (isCancelled) {
                jobs.removeChunks(id);
                ImportTask task = ImportTask.answered(job.dryRun(), client, context, context.language());
                trail.ended(task.asJob(id), job, now);
            }
            return null;
        });
    }

    private static Outcome<ImportJob> found(Optional<ImportJob> job) {
        return job.map(Outcome::of).orElseGet(() -> Outcome.refused(ProblemType.NOT_FOUND));
    }
}
