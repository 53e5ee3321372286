package dev.sallyport.selfservice.member;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import com.fasterxml.jackson.databind.deser.std.StdDeserializer;
import dev.sallyport.accounts.account.ExternalId;
import java.io.IOException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Another external id of a user.
 *
 * @param id empty to take it away: null in the request, where a field that is left out changes nothing
 */
@JsonDeserialize(using = ExternalIdChange.Reader.class)
record ExternalIdChange(Optional<String> id) {

    boolean isWellFormed() {
        return id.isEmpty() || id.get().matches(ExternalId.FORM);
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
