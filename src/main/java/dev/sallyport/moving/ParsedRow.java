package dev.sallyport.moving;

import dev.sallyport.base.problem.ProblemException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A line that was read: a person, or why it is none.
 *
 * @param externalId if the row has one that could be read
 */
record ParsedRow(
        int line, @Nullable String externalId, Optional<ImportedPerson> person, Optional<ProblemException> refusal) {

    static ParsedRow of(int line, @Nullable String externalId, ImportedPerson person) {
        return new ParsedRow(line, externalId, Optional.of(person), Optional.empty());
    }

    static ParsedRow refused(int line, @Nullable String externalId, ProblemException refusal) {
        return new ParsedRow(line, externalId, Optional.empty(), Optional.of(refusal));
    }

    /** Whether it has recovery codes in clear, each of which is hashed slowly. */
    boolean isSlow() {
        return person.filter(read -> !read.recoveryCodes().isEmpty()).isPresent();
    }

    RowResult done(RowWriter.Result result) {
        return new RowResult(line, result.status(), result.id().orElse(null), externalId, null);
    }

    RowResult failed(ProblemException failure, ImportTask task) {
        return new RowResult(line, RowStatus.FAILED, null, externalId, failure.document(task.language()));
    }

    @Override
    public String toString() {
        return "ParsedRow[line=" + line + "]";
    }
}
