package dev.sallyport.moving;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Reads the lines of a body one by one, each into bounded memory. */
final class RowLines {

    /** Some ten times what a row with all that it may have takes. */
    static final int MAX_LINE = 64 * 1024;

    private static final int BUFFER = 32 * 1024;

    private final InputStream body;
    private final long maxBody;
    private int number;
    private long read;

    RowLines(InputStream body, long maxBody) {
        this.body = new BufferedInputStream(body, BUFFER);
        this.maxBody = maxBody;
    }

    /**
     * A line with something in it.
     *
     * @param tooLong whether it had more than {@link #MAX_LINE} bytes, of which the rest is not kept
     */
    // never compared
    @SuppressWarnings("ArrayRecordComponent")
    record Line(int number, byte[] bytes, boolean tooLong) {}

    /** The next line, without its end; null after the last, or where the body is larger than it may be. */
    @Nullable
    Line next() throws IOException {
        while (true) {
            ByteArrayOutputStream line = new ByteArrayOutputStream();
            int length = 0;
            int next = take();
            if (next < 0) {
                return null;
            }
            number++;
            for (; next >= 0 && next != '\n'; next = take()) {
                length++;
                if (length <= MAX_LINE) {
                    line.write(next);
                }
            }
            if (isOver()) {
                return null;
            }
            if (!line.toString(StandardCharsets.ISO_8859_1).isBlank()) {
                return new Line(number, line.toByteArray(), length > MAX_LINE);
            }
        }
    }

    /** Whether the body had more bytes than it may have: its rest is not read. */
    boolean isOver() {
        return read > maxBody;
    }

    private int take() throws IOException {
        if (isOver()) {
            return -1;
        }
        int next = body.read();
        read += next < 0 ? 0 : 1;
        return isOver() ? -1 : next;
    }
}
