package dev.sallyport.edge.http;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.deser.std.StdScalarDeserializer;
import com.fasterxml.jackson.databind.module.SimpleModule;
import dev.sallyport.base.ids.Id;
import java.io.IOException;
import java.util.UUID;

/**
 * Reads ids in bodies as the contract writes them. The library's own reader also takes spaces around an id, and its
 * bytes in Base64: one id would have several texts.
 */
final class StrictIds extends SimpleModule {

    private static final long serialVersionUID = 1;

    StrictIds() {
        super("strict-ids");
        addDeserializer(UUID.class, new Reader());
    }

    private static final class Reader extends StdScalarDeserializer<UUID> {

        private static final long serialVersionUID = 1;

        Reader() {
            super(UUID.class);
        }

        @Override
        public UUID deserialize(JsonParser parser, DeserializationContext context) throws IOException {
            if (!parser.hasToken(JsonToken.VALUE_STRING)) {
                return (UUID) context.handleUnexpectedToken(UUID.class, parser);
            }
            try {
                return Id.parse(parser.getText());
            } catch (IllegalArgumentException otherForm) {
                return (UUID) context.handleWeirdStringValue(UUID.class, parser.getText(), "not the form of a UUID");
            }
        }
    }
}
