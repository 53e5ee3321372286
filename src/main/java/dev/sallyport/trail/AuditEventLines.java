package dev.sallyport.trail;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.function.Consumer;

/** Writes events as lines, each a JSON object (NDJSON). */
@Singleton
class AuditEventLines {

    static final String MEDIA_TYPE = "application/x-ndjson";

    private final ObjectMapper json;

    AuditEventLines(ObjectMapper json) {
        this.json = json;
    }

    Consumer<AuditEventView> to(OutputStream output) {
        return event -> {
            try {
                output.write(json.writeValueAsBytes(event));
                output.write('\n');
            } catch (JsonProcessingException impossible) {
                throw new IllegalStateException("An event can always be written as JSON", impossible);
            } catch (IOException gone) {
                throw new UncheckedIOException(gone);
            }
        };
    }
}
