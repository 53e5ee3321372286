package dev.sallyport.moving;

import dev.sallyport.base.database.Row;
import dev.sallyport.base.ids.ImportId;
import dev.sallyport.base.language.Language;
import dev.sallyport.security.caller.BackgroundClient;
import dev.sallyport.security.caller.ClientContext;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * An import that runs by itself.
 *
 * @param client who sent it
 * @param language the tag of the language of the problems
 * @param claim the number of the claim under which it was read
 * @param times when it was sent, and, once it has, when it began and ended
 * @param lines the number of the last line with a row
 * @param line the rows up to this line are done
 */
record ImportJob(
        ImportId id,
        String client,
        ImportState state,
        boolean dryRun,
        String language,
        int claim,
        Times times,
        int lines,
        int line,
        ImportCounts counts) {

    /** What {@link #ofRow} reads. */
    static final String COLUMNS = "id, client_id, state, dry_run, language, claim, created_at, started_at,"
            + " finished_at, lines, line, created, updated, unchanged, failed";

    /** Longer than the largest file takes; its rows are not kept for longer. */
    static final Duration LIFE = Duration.ofDays(7);

    record Times(Instant created, Optional<Instant> started, Optional<Instant> finished) {}

    static ImportJob ofRow(Row row) {
        return new ImportJob(
                new ImportId(row.uuid("id")),
                row.text("client_id"),
                ImportState.of(row.text("state")),
                row.flag("dry_run"),
                row.text("language"),
                row.integer("claim"),
                new Times(
                        row.instant("created_at"),
                        row.find("started_at", Instant.class),
                        row.find("finished_at", Instant.class)),
                row.integer("lines"),
                row.integer("line"),
                new ImportCounts(
                        row.integer("created"),
                        row.integer("updated"),
                        row.integer("unchanged"),
                        row.integer("failed")));
    }

    boolean isOver(Instant now) {
        return times.created().plus(LIFE).isBefore(now);
    }

    /** The task of its rows: by its client, but from no request. */
    ImportTask task() {
        return new ImportTask(
                dryRun,
                new BackgroundClient(client),
                ClientContext.NO_REQUEST,
                Language.of(language).orElseGet(Language::byDefault),
                Optional.of(id));
    }

    ImportSummary.Counts summary() {
        return ImportSummary.Counts.of(dryRun, state == ImportState.DONE, counts);
    }

    ImportView view() {
        return new ImportView(
                id,
                state.text(),
                dryRun,
                lines,
                line,
                counts.rows(),
                counts.created(),
                counts.updated(),
                counts.unchanged(),
                counts.failed(),
                times.created(),
                times.started().orElse(null),
                times.finished().orElse(null));
    }
}
