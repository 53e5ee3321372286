package dev.sallyport.moving;

import dev.sallyport.base.database.Transactions;
import dev.sallyport.base.problem.ExceptionClassifier;
import dev.sallyport.base.problem.ProblemException;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.hibernate.Session;
import org.jboss.logging.Logger;

/**
 * Does rows that came together in one transaction, since a commit costs more than a row. Rows stay independent: one
 * that contradicts what is here is refused before it changes anything, and where a row fails later, the transaction is
 * undone and each row of it gets one of its own.
 */
@ApplicationScoped
class BatchImport {

    private static final Logger LOG = Logger.getLogger(BatchImport.class);

    /** The most rows of a transaction: a user in it who signs in waits for its end, and a second is too long. */
    static final int MOST = 20;

    private final RowParser parser;
    private final RowImporter rows;
    private final Session database;

    BatchImport(RowParser parser, RowImporter rows, Session database) {
        this.parser = parser;
        this.rows = rows;
        this.database = database;
    }

    /**
     * Does the rows in their order.
     *
     * @param sink takes the answers, some rows at a time, once these are committed
     */
    void run(List<LineReader.Line> lines, ImportTask task, ImportProgress progress, Consumer<List<RowResult>> sink) {
        List<ParsedRow> together = new ArrayList<>();
        for (LineReader.Line line : lines) {
            ParsedRow row = parser.read(line);
            if (row.isSlow()) {
                sink.accept(importAsBatch(together, task, progress));
                together.clear();
                sink.accept(List.of(importSingly(row, task, progress)));
            } else {
                together.add(row);
            }
        }
        sink.accept(importAsBatch(together, task, progress));
    }

    private List<RowResult> importAsBatch(List<ParsedRow> batch, ImportTask task, ImportProgress progress) {
        if (batch.size() > 1) {
            try {
                return Transactions.call(() -> attempt(batch, task, progress));
            } catch (RuntimeException failure) {
                if (progress.stopsRun(failure)) {
                    throw failure;
                }
                // It comes again for the row that it is about, and is answered there.
                LOG.debugf("%d rows are done one by one", batch.size());
            }
        }
        return batch.stream().map(row -> importSingly(row, task, progress)).toList();
    }

    private List<RowResult> attempt(List<ParsedRow> batch, ImportTask task, ImportProgress progress) {
        List<RowResult> answers = new ArrayList<>();
        for (ParsedRow row : batch) {
            answers.add(answer(row, task));
            // The next row reads what is in the database now, as it would in a transaction of its own.
            database.flush();
            database.clear();
        }
        progress.note(answers);
        return answers;
    }

    private RowResult answer(ParsedRow row, ImportTask task) {
        if (row.person().isEmpty()) {
            return row.failed(row.refusal().orElseThrow(), task);
        }
        RowPlan plan;
        try {
            plan = rows.plan(row.person().get());
        } catch (ProblemException refusal) {
            return row.failed(refusal, task);
        }
        return row.done(rows.write(plan, task));
    }

    private RowResult importSingly(ParsedRow row, ImportTask task, ImportProgress progress) {
        try {
            if (row.person().isPresent()) {
                return rows.run(row.person().get(), task, result -> {
                    RowResult answer = row.done(result);
                    progress.note(List.of(answer));
                    return answer;
                });
            }
            return noted(row.failed(row.refusal().orElseThrow(), task), progress);
        } catch (RuntimeException failure) {
            if (progress.stopsRun(failure)) {
                throw failure;
            }
            return noted(row.failed(ExceptionClassifier.of(failure), task), progress);
        }
    }

    private static RowResult noted(RowResult answer, ImportProgress progress) {
        if (progress != ImportProgress.NONE) {
            Transactions.run(() -> progress.note(List.of(answer)));
        }
        return answer;
    }
}
