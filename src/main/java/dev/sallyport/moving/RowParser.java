package dev.sallyport.moving;

import dev.sallyport.base.exchange.JsonObjects;
import dev.sallyport.base.problem.ExceptionClassifier;
import dev.sallyport.base.problem.ProblemException;
import dev.sallyport.base.problem.ProblemType;
import dev.sallyport.base.problem.ViolationText;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.validation.ConstraintViolation;
import jakarta.validation.Validator;
import java.time.Clock;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Parses lines into rows, decrypts secrets for this instance, and validates each row. */
@ApplicationScoped
class RowParser {

    private final RowDecryption decryption;
    private final JsonObjects json;
    private final Validator validator;
    private final Clock clock;

    RowParser(RowDecryption decryption, JsonObjects json, Validator validator, Clock clock) {
        this.decryption = decryption;
        this.json = json;
        this.validator = validator;
        this.clock = clock;
    }

    ParsedRow read(LineReader.Line line) {
        @Nullable String externalId = null;
        try {
            ImportRow row = parse(line);
            externalId = row.externalId();
            return ParsedRow.of(line.number(), externalId, RowRules.read(decryption.open(row), clock.instant()));
        } catch (RuntimeException failure) {
            return ParsedRow.refused(line.number(), externalId, ExceptionClassifier.of(failure));
        }
    }

    private ImportRow parse(LineReader.Line line) {
        if (line.tooLong()) {
            throw new ProblemException(ProblemType.PAYLOAD_TOO_LARGE)
                    .detail("Send a row of at most {0} bytes.", LineReader.MAX_LINE);
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
