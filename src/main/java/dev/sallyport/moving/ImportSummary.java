package dev.sallyport.moving;

import com.fasterxml.jackson.annotation.JsonProperty;

/** The last line of an answer: how many rows there were, and what became of them. */
record ImportSummary(@JsonProperty("summary") Counts counts) {

    /** @param complete whether the whole body was read */
    record Counts(boolean dryRun, boolean complete, int rows, int created, int updated, int unchanged, int failed) {

        static Counts of(boolean dryRun, boolean complete, ImportCounts counts) {
            return new Counts(
                    dryRun,
                    complete,
                    counts.rows(),
                    counts.created(),
                    counts.updated(),
                    counts.unchanged(),
                    counts.failed());
        }
    }
}
