package dev.sallyport.moving;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.HashMap;
import java.util.Map;

/** The last line of an answer: how many rows there were, and what became of them. */
record ImportSummary(@JsonProperty("summary") Counts counts) {

    /** @param complete whether the whole body was read */
    record Counts(boolean dryRun, boolean complete, int rows, int created, int updated, int unchanged, int failed) {}

    /** Counts the rows of one import. */
    static final class Tally {

        private final Map<String, Integer> counts = new HashMap<>();
        private boolean complete;

        void count(String status) {
            counts.merge(status, 1, Integer::sum);
        }

        /** The end of the body was reached. */
        void complete() {
            complete = true;
        }

        Counts counts(boolean dryRun) {
            return new Counts(
                    dryRun,
                    complete,
                    counts.values().stream().mapToInt(Integer::intValue).sum(),
                    of(RowResult.CREATED),
                    of(RowResult.UPDATED),
                    of(RowResult.UNCHANGED),
                    of(RowResult.FAILED));
        }

        private int of(String status) {
            return counts.getOrDefault(status, 0);
        }
    }
}
