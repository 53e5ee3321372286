package dev.sallyport.testing;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.stream.Stream;
import org.jboss.logmanager.ExtFormatter;
import org.jboss.logmanager.ExtHandler;
import org.jboss.logmanager.ExtLogRecord;
import org.jboss.logmanager.formatters.StructuredFormatter;

/** What the service logs while it is open, all levels of ours included, as the lines that the console gets. */
public final class LogRecorder extends Handler implements AutoCloseable {

    private static final Logger ROOT = Logger.getLogger("");
    private static final Logger OURS = Logger.getLogger("dev.sallyport");
    private static final ObjectMapper JSON = new ObjectMapper();

    private final List<ExtLogRecord> records = new CopyOnWriteArrayList<>();
    private final ExtFormatter format = consoleFormat(ROOT.getHandlers()).orElseThrow();

    private LogRecorder() {}

    public static LogRecorder open() {
        LogRecorder recorder = new LogRecorder();
        recorder.setLevel(Level.ALL);
        OURS.setLevel(Level.ALL);
        ROOT.addHandler(recorder);
        return recorder;
    }

    public List<ExtLogRecord> records() {
        return records;
    }

    /** The lines as they are printed. */
    public List<String> lines() {
        return records.stream().map(format::format).toList();
    }

    /** The lines of the security trail, parsed. */
    public List<JsonNode> trail() {
        return records.stream()
                .filter(logged -> "dev.sallyport.audit".equals(logged.getLoggerName()))
                .map(format::format)
                .map(LogRecorder::parse)
                .toList();
    }

    public static JsonNode parse(String line) {
        try {
            return JSON.readTree(line);
        } catch (JsonProcessingException e) {
            throw new AssertionError("Not a line of JSON: " + line, e);
        }
    }

    @Override
    public void publish(LogRecord logged) {
        if (logged.getLoggerName() != null && logged.getLoggerName().startsWith("com.icegreen.")) {
            return; // the mail server of the tests, which names its recipients
        }
        ExtLogRecord copy = ExtLogRecord.wrap(logged);
        copy.copyMdc();
        records.add(copy);
    }

    @Override
    public void flush() {}

    @Override
    public void close() {
        ROOT.removeHandler(this);
        OURS.setLevel(null);
    }

    private static Optional<ExtFormatter> consoleFormat(Handler[] handlers) {
        return Stream.of(handlers)
                .flatMap(handler -> handler.getFormatter() instanceof StructuredFormatter json
                        ? Stream.of((ExtFormatter) json)
                        : handler instanceof ExtHandler nested
                                ? consoleFormat(nested.getHandlers()).stream()
                                : Stream.<ExtFormatter>empty())
                .findFirst();
    }
}
