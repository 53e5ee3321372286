package dev.sallyport.moving;

import dev.sallyport.base.database.BestEffort;
import dev.sallyport.base.database.Outage;
import dev.sallyport.base.database.Transactions;
import dev.sallyport.base.problem.ProblemException;
import dev.sallyport.base.problem.ProblemType;
import dev.sallyport.clients.Clients;
import dev.sallyport.security.caller.Roles;
import dev.sallyport.security.crypto.UnsealException;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jboss.logging.Logger;

/**
 * Processes the rows of asynchronous imports, one import at a time on each replica. The rows of a transaction,
 * their counts and how far the import has come are one commit: a kill leaves them done or not done, and another replica
 * continues when the claim has ended.
 */
@ApplicationScoped
class ImportJobs {

    private static final Logger LOG = Logger.getLogger(ImportJobs.class);

    static final String CONTINUING = "continue-imports";

    /** Rows that failed are kept up to this number, and counted beyond it. */
    static final int MOST_FAILURES = 10_000;

    private final ImportJobRepository jobs;
    private final ImportFailureRepository failures;
    private final BatchImport rows;
    private final ImportTrail trail;
    private final Clients clients;
    private final Clock clock;

    private volatile boolean isStopping;

    ImportJobs(
            ImportJobRepository jobs,
            ImportFailureRepository failures,
            BatchImport rows,
            ImportTrail trail,
            Clients clients,
            Clock clock) {
        this.jobs = jobs;
        this.failures = failures;
        this.rows = rows;
        this.trail = trail;
        this.clients = clients;
        this.clock = clock;
    }

    void onStop(@Observes ShutdownEvent stop) {
        isStopping = true;
    }

    @Scheduled(
            identity = CONTINUING,
            every = "5s",
            delayed = "5s",
            concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    void onTick() {
        BestEffort.run(LOG, "Imports are continued later", () -> {
            Transactions.run(() -> jobs.dropAbandoned(clock.instant()));
            while (!isStopping && continueOne()) {
                LOG.debug("An import has ended");
            }
        });
    }

    /** Processes one import. Returns false if no import is free, or it is to be continued later. */
    boolean continueOne() {
        return Transactions.call(() -> jobs.claimNext(clock.instant()))
                .filter(job -> BestEffort.run(
                        LOG, "Import %s is continued later".formatted(job.id()), () -> new Run(job).toTheEnd()))
                .isPresent();
    }

    /** The claim was lost: the import was ended, or another replica is at it. */
    private static final class ClaimLostException extends RuntimeException {

        private static final long serialVersionUID = 1L;

        ClaimLostException() {
            super("The import was ended, or another replica is at it", null, false, false);
        }
    }

    private final class Run implements ImportProgress {

        private final ImportTask task;

        /** As it is committed. */
        private ImportJob job;

        /** As it will be once the transaction is committed, which may be repeated. */
        private ImportJob noted;

        private ImportChunk chunk = new ImportChunk(0, List.of());

        Run(ImportJob job) {
            this.job = job;
            this.noted = job;
            this.task = job.task();
        }

        void toTheEnd() {
            try {
                while (!isStopping) {
                    Optional<ImportChunk> next = Transactions.call(() -> jobs.nextChunk(job));
                    if (next.isEmpty() || !mayContinue()) {
                        end(next.isEmpty() ? ImportState.DONE : ImportState.FAILED);
                        return;
                    }
                    chunk = next.get();
                    rows.run(chunk.after(job.line()), task, this, answers -> job = noted);
                }
                Transactions.run(() -> jobs.release(job, clock.instant()));
            } catch (ClaimLostException lost) {
                LOG.debugf("Import %s: %s", job.id(), lost.getMessage());
            } catch (UnsealException unreadable) {
                LOG.errorf("Import %s fails: its rows do not open with the keys of this keyset", job.id());
                end(ImportState.FAILED);
            } catch (RuntimeException failure) {
                // continued at the next tick, after those that wait, and not only when the claim has ended
                Transactions.compensate(failure, () -> jobs.release(job, clock.instant()));
                throw failure;
            }
        }

        /** A client that has lost the scope brings no more users, as one that is deleted does not. */
        private boolean mayContinue() {
            return !job.isOver(clock.instant()) && clients.hasScope(job.client(), Roles.IMPORT);
        }

        @Override
        public void note(List<RowResult> answers) {
            if (answers.isEmpty()) {
                return;
            }
            int last = answers.get(answers.size() - 1).line();
            ImportCounts done = ImportCounts.of(answers);
            noted = jobs.advance(job, last, done, clock.instant()).orElseThrow(ClaimLostException::new);
            int failedBefore = noted.counts().failed() - done.failed();
            failures.add(
                    job.id(),
                    answers.stream()
                            .filter(answer -> answer.status() == RowStatus.FAILED)
                            .limit(Math.max(0, MOST_FAILURES - failedBefore))
                            .toList());
            if (last >= chunk.lastLine()) {
                jobs.removeChunk(job.id(), chunk.number());
            }
        }

        /** Rows wait for the database, and for the threads that hash; they do not fail for them. */
        @Override
        public boolean stopsRun(RuntimeException failure) {
            return failure instanceof ClaimLostException
                    || isBusy(failure)
                    || Outage.in(failure).isPresent();
        }

        private static boolean isBusy(RuntimeException failure) {
            return failure instanceof ProblemException problem && problem.type() == ProblemType.UNAVAILABLE;
        }

        private void end(ImportState state) {
            Transactions.run(() -> {
                Instant now = clock.instant();
                jobs.end(job, state, now).ifPresent(ended -> {
                    jobs.removeChunks(ended.id());
                    trail.ended(task, ended, now);
                });
            });
        }
    }
}
