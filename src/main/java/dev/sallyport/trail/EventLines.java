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
class EventLines {

    static final String MEDIA_TYPE = "application/x-ndjson";

    private final ObjectMapper json;

    EventLines(ObjectMapper json) {
        this.json = json;
    }

    Consumer<Event> to(OutputStream output) {
        return event -> {
            try {
                output.write(json.writeValueAsBytes(event));
                output.write('\n');
            } catch (JsonProcessingException impossible) {
                throw new IllegalStateException("An event is always JSON", impossible);
            } catch (IOException gone) {
                throw new UncheckedIOException(gone);
            }
        };
    }
}
