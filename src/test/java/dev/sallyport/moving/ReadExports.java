package dev.sallyport.moving;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sallyport.base.ids.UserId;
import dev.sallyport.security.caller.Operator;
import dev.sallyport.security.jwe.RecipientKey;
import dev.sallyport.testing.People;
import dev.sallyport.testing.Person;
import dev.sallyport.testing.Rows;
import jakarta.inject.Inject;
import java.util.UUID;

/** Exports as the receiving instance reads them. */
abstract class ReadExports {

    @Inject
    Rows database;

    @Inject
    People people;

    @Inject
    ExportService exports;

    @Inject
    ObjectMapper json;

    final Exports receiver = new Exports();

    /** As the API does it, but only of this user and of those who came later: a test does not encrypt for thousands. */
    String exportFrom(Person first, String jwk) {
        StringBuilder lines = new StringBuilder();
        UUID id = UUID.fromString(first.userId);
        UserId before = new UserId(new UUID(id.getMostSignificantBits(), id.getLeastSignificantBits() - 1));
        ExportTask task = new ExportTask(RecipientKey.parse(jwk), Operator.OPERATOR, Operator.context());
        exports.run(task, before, row -> {
            try {
                lines.append(json.writeValueAsString(row)).append('\n');
            } catch (JsonProcessingException e) {
                throw new IllegalStateException(e);
            }
        });
        return lines.toString();
    }
}
