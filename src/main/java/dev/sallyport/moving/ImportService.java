package dev.sallyport.moving;

import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.InputStream;
import java.time.Clock;
import java.util.List;
import java.util.function.Consumer;

/**
 * Imports users from a body of lines. Rows are independent: one that is refused stops no other. Nothing of the body is
 * kept but the rows at hand.
 */
@ApplicationScoped
class ImportService {

    private final BatchImport rows;
    private final ImportTrail trail;
    private final Clock clock;

    ImportService(BatchImport rows, ImportTrail trail, Clock clock) {
        this.rows = rows;
        this.trail = trail;
        this.clock = clock;
    }

    /**
     * Imports the rows and reports each one when it is done; the summary follows. What was done is recorded also where
     * the sender or the receiver is gone before the end.
     *
     * @param sink takes some {@link RowResult} at a time, and the {@link ImportSummary} at the end
     */
    void run(InputStream body, long maxBody, ImportTask task, Consumer<List<? extends Object>> sink)
            throws IOException {
        ImportCounts[] counts = {ImportCounts.NONE};
        boolean complete = false;
        try {
            LineReader lines = new LineReader(body, maxBody);
            for (List<LineReader.Line> batch = next(lines); !batch.isEmpty(); batch = next(lines)) {
                rows.run(batch, task, ImportProgress.NONE, answers -> {
                    counts[0] = counts[0].plus(ImportCounts.of(answers));
                    sink.accept(answers);
                });
            }
            complete = !lines.isOver();
        } finally {
            trail.ended(task, ImportSummary.Counts.of(task.dryRun(), complete, counts[0]), clock.instant());
        }
        sink.accept(List.of(new ImportSummary(ImportSummary.Counts.of(task.dryRun(), complete, counts[0]))));
    }

    private static List<LineReader.Line> next(LineReader lines) throws IOException {
        return lines.batch(BatchImport.MOST);
    }
}
