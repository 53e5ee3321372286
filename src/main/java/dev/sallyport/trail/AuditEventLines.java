package dev.sallyport.trail;

import static java.nio.charset.StandardCharsets.UTF_8;

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
        Consumer<String> lines = textsTo(output);
        return event -> lines.accept(text(event));
    }

    private String text(AuditEventView event) {
        try {
            return json.writeValueAsString(event);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("An event can always be written as JSON", impossible);
        }
    }

    /** Writes texts that are JSON already. */
    Consumer<String> textsTo(OutputStream output) {
        return line -> {
            try {
                output.write(line.getBytes(UTF_8));
                output.write('\n');
            } catch (IOException gone) {
                throw new UncheckedIOException(gone);
            }
        };
    }
}
