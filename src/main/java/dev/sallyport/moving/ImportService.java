package dev.sallyport.moving;

import dev.sallyport.base.exchange.JsonObjects;
import dev.sallyport.base.problem.ExceptionClassifier;
import dev.sallyport.base.problem.ProblemException;
import dev.sallyport.base.problem.ProblemType;
import dev.sallyport.base.problem.ViolationText;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.validation.ConstraintViolation;
import jakarta.validation.Validator;
import java.io.IOException;
import java.io.InputStream;
import java.time.Clock;
import java.util.Comparator;
import java.util.List;
import java.util.function.Consumer;

/**
 * Imports users from a body of lines. Rows are independent: one that is refused stops no other. Nothing of the body is
 * kept but the row at hand.
 */
@ApplicationScoped
class ImportService {

    private final RowImport rows;
    private final RowOpening opening;
    private final ImportTrail trail;
    private final JsonObjects json;
    private final Validator validator;
    private final Clock clock;

    ImportService(
            RowImport rows, RowOpening opening, ImportTrail trail, JsonObjects json, Validator validator, Clock clock) {
        this.rows = rows;
        this.opening = opening;
        this.trail = trail;
        this.json = json;
        this.validator = validator;
        this.clock = clock;
    }

    /**
     * Imports row by row, and tells of each as soon as it is done; then the summary. What was done is recorded also
     * where the sender or the receiver is gone before the end.
     *
     * @param sink takes each {@link ImportedRow}, and the {@link ImportSummary} at the end
     */
    void run(InputStream body, long maxBody, ImportTask task, Consumer<Object> sink) throws IOException {
        ImportSummary.Tally tally = new ImportSummary.Tally();
        try {
            RowLines lines = new RowLines(body, maxBody);
            for (RowLines.Line line = lines.next(); line != null; line = lines.next()) {
                ImportedRow answer = answer(line, task);
                tally.count(answer.status());
                sink.accept(answer);
            }
            if (!lines.isOver()) {
                tally.complete();
            }
        } finally {
            trail.ended(task, tally.counts(task.dryRun()), clock.instant());
        }
        sink.accept(new ImportSummary(tally.counts(task.dryRun())));
    }

    private ImportedRow answer(RowLines.Line line, ImportTask task) {
        String externalId = null;
        try {
            ImportRow row = read(line);
            externalId = row.externalId();
            RowImport.Result result = rows.run(RowRules.read(opening.open(row), clock.instant()), task);
            return new ImportedRow(line.number(), result.status(), result.id().orElse(null), externalId, null);
        } catch (RuntimeException failure) {
            ProblemException refusal = ExceptionClassifier.of(failure);
            return new ImportedRow(
                    line.number(), ImportedRow.FAILED, null, externalId, refusal.document(task.language()));
        }
    }

    private ImportRow read(RowLines.Line line) {
        if (line.tooLong()) {
            throw new ProblemException(ProblemType.PAYLOAD_TOO_LARGE)
                    .detail("Send a row of at most {0} bytes.", RowLines.MAX_LINE);
        }
        ImportRow row = json.read(line.bytes(), ImportRow.class);
        List<ConstraintViolation<ImportRow>> violations = validator.validate(row).stream()
                .sorted(Comparator.comparing(
                        violation -> violation.getPropertyPath().toString()))
                .toList();
        ProblemException refusal = new ProblemException(ProblemType.INVALID_REQUEST);
        for (ConstraintViolation<ImportRow> violation : violations) {
            refusal = refusal.error(field(violation), ViolationText.of(violation));
        }
        if (!violations.isEmpty()) {
            throw refusal;
        }
        return row;
    }

    /** The path of the field, without the name that the framework gives to an element of a list. */
    private static String field(ConstraintViolation<?> violation) {
        return violation.getPropertyPath().toString().replace(".<list element>", "");
    }
}
