package dev.sallyport.policies.policy;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.deser.std.StdDeserializer;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.regex.Pattern;

/** Reads the end of a period: a time, or a calendar date, which lasts until the last second of that day in UTC. */
final class DayOrInstant extends StdDeserializer<Instant> {

    private static final long serialVersionUID = 1;

    private static final Pattern DATE = Pattern.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}");
    private static final LocalTime LAST_SECOND = LocalTime.of(23, 59, 59);

    DayOrInstant() {
        super(Instant.class);
    }

    @Override
    public Instant deserialize(JsonParser parser, DeserializationContext context) throws IOException {
        boolean isDate = parser.hasToken(JsonToken.VALUE_STRING)
                && DATE.matcher(parser.getText().strip()).matches();
        if (!isDate) {
            return context.readValue(parser, Instant.class);
        }
        try {
            return endOf(parser.getText().strip());
        } catch (DateTimeException noDay) {
            return (Instant) context.handleWeirdStringValue(Instant.class, parser.getText(), "no day of the calendar");
        }
    }

    /** @throws DateTimeException for a day that the calendar does not have */
    static Instant endOf(String date) {
        return LocalDate.parse(date).atTime(LAST_SECOND).toInstant(ZoneOffset.UTC);
    }
}
