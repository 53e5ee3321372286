package dev.sallyport.testing;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.stream.Collectors;
import org.jboss.logmanager.ExtLogRecord;
import org.jboss.logmanager.formatters.PatternFormatter;

/** What was logged while this was open, with stack traces. */
public final class RecordedLog implements AutoCloseable {

    private static final Logger ROOT = Logger.getLogger("");

    private final List<ExtLogRecord> records = new CopyOnWriteArrayList<>();

    private final Handler handler = new Handler() {
        @Override
        public void publish(LogRecord logged) {
            ExtLogRecord copy = ExtLogRecord.wrap(logged);
            copy.copyMdc();
            records.add(copy);
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    };

    private RecordedLog() {
        ROOT.addHandler(handler);
    }

    public static RecordedLog open() {
        return new RecordedLog();
    }

    public String text() {
        return text(Level.ALL);
    }

    public String errors() {
        return text(Level.SEVERE);
    }

    private String text(Level least) {
        PatternFormatter formatter = new PatternFormatter("%p %s %X%e%n");
        return records.stream()
                .filter(logged -> logged.getLevel().intValue() >= least.intValue())
                .map(formatter::format)
                .collect(Collectors.joining());
    }

    @Override
    public void close() {
        ROOT.removeHandler(handler);
    }
}
