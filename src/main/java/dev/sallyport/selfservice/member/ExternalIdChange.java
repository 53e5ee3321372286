package dev.sallyport.selfservice.member;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import com.fasterxml.jackson.databind.deser.std.StdDeserializer;
import jakarta.inject.Singleton;
import jakarta.validation.valueextraction.ExtractedValue;
import jakarta.validation.valueextraction.UnwrapByDefault;
import jakarta.validation.valueextraction.ValueExtractor;
import java.io.IOException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Another external id of a user or an account.
 *
 * @param id empty to take it away: null in the request, where a field that is left out changes nothing
 */
@JsonDeserialize(using = ExternalIdChange.Reader.class)
record ExternalIdChange(Optional<String> id) {

    /** Leads constraints of a change to the id in it. */
    @UnwrapByDefault
    @Singleton
    static final class Extractor implements ValueExtractor<@ExtractedValue(type = String.class) ExternalIdChange> {

        @Override
        public void extractValues(ExternalIdChange change, ValueReceiver receiver) {
            receiver.value(null, change.id().orElse(null));
        }
    }

    /** Tells null from a field that is left out. */
    static final class Reader extends StdDeserializer<ExternalIdChange> {

        private static final long serialVersionUID = 1;

        Reader() {
            super(String.class);
        }

        @Override
        public ExternalIdChange deserialize(JsonParser parser, DeserializationContext context) throws IOException {
            return parser.hasToken(JsonToken.VALUE_STRING)
                    ? new ExternalIdChange(Optional.of(parser.getText()))
                    : (ExternalIdChange) context.handleUnexpectedToken(String.class, parser);
        }

        @Override
        public ExternalIdChange getNullValue(DeserializationContext context) {
            return new ExternalIdChange(Optional.empty());
        }

        @Override
        public @Nullable Object getAbsentValue(DeserializationContext context) {
            return null;
        }
    }
}
