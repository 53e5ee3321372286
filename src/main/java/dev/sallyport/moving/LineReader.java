package dev.sallyport.moving;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads the lines of a body one by one, each into bounded memory. */
final class LineReader {

    /** Some ten times what a row with all that it may have takes. */
    static final int MAX_LINE = 64 * 1024;

    private static final int BUFFER = 64 * 1024;

    private final InputStream body;
    private final long maxBody;

    /** What has come and is not read yet: from {@code at} to {@code end}. */
    private final byte[] buffer = new byte[BUFFER];

    private int at;
    private int end;
    private int number;
    private long read;

    LineReader(InputStream body, long maxBody) {
        this.body = body;
        this.maxBody = maxBody;
    }

    /**
     * A line with something in it.
     *
     * @param tooLong whether it had more than {@link #MAX_LINE} bytes, of which the rest is not kept
     */
    // never compared
    @SuppressWarnings("ArrayRecordComponent")
    record Line(int number, byte[] bytes, boolean tooLong) {

        private boolean isBlank() {
            return new String(bytes, StandardCharsets.ISO_8859_1).isBlank();
        }

        /** Rows have secrets. */
        @Override
        public String toString() {
            return "Line[number=" + number + "]";
        }
    }

    /** The next line, without its end; null after the last, or where the body is larger than it may be. */
    @Nullable
    Line next() throws IOException {
        Line line = take();
        while (line != null && line.isBlank()) {
            line = take();
        }
        return line;
    }

    /**
     * The next line, and those behind it that are here already: no line waits for a sender who has not sent the next.
     *
     * @return empty after the last line, or where the body is larger than it may be
     */
    List<Line> batch(int most) throws IOException {
        List<Line> batch = new ArrayList<>();
        Line line = next();
        while (line != null) {
            if (!line.isBlank()) {
                batch.add(line);
            }
            line = batch.size() < most && hasWholeLine() ? take() : null;
        }
        return batch;
    }

    /** Whether the body had more bytes than it may have: its rest is not read. */
    boolean isOver() {
        return read > maxBody;
    }

    private @Nullable Line take() throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        int length = 0;
        int next = takeByte();
        if (next < 0) {
            return null;
        }
        number++;
        for (; next >= 0 && next != '\n'; next = takeByte()) {
            length++;
            if (length <= MAX_LINE) {
                line.write(next);
            }
        }
        return isOver() ? null : new Line(number, line.toByteArray(), length > MAX_LINE);
    }

    private int takeByte() throws IOException {
        if (isOver() || (at == end && !fill())) {
            return -1;
        }
        read++;
        return isOver() ? -1 : buffer[at++] & 0xff;
    }

    /**
     * Whether the buffer holds a whole line. A request stream cannot say how much more it can read without blocking.
     */
    private boolean hasWholeLine() {
        for (int looked = at; looked < end; looked++) {
            if (buffer[looked] == '\n') {
                return true;
            }
        }
        return false;
    }

    /** Takes in what has come, when all of it is read; waits if nothing has. False at the end of the body. */
    private boolean fill() throws IOException {
        at = 0;
        end = Math.max(body.read(buffer), 0);
        return end > 0;
    }
}
