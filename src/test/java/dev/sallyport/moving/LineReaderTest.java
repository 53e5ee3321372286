package dev.sallyport.moving;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class LineReaderTest {

    private static final int MAX_LINE = 64 * 1024;
    private static final long NO_LIMIT = Long.MAX_VALUE;

    private static LineReader of(String body, long maxBody) {
        return new LineReader(new ByteArrayInputStream(body.getBytes(StandardCharsets.UTF_8)), maxBody);
    }

    /** Each line as its number and text. */
    private static List<String> read(LineReader lines) throws IOException {
        List<String> read = new ArrayList<>();
        for (LineReader.Line line = lines.next(); line != null; line = lines.next()) {
            read.add(line.number() + " " + new String(line.bytes(), StandardCharsets.UTF_8));
        }
        return read;
    }

    @Test
    @DisplayName("[MOVE-01] Lines are numbered as in the file; blank ones are left out, and the last needs no end")
    void lines_have_their_numbers() throws IOException {
        assertThat(read(of("a\n\n b\u00e9\r\n \t\r\nc", NO_LIMIT))).containsExactly("1 a", "3  b\u00e9\r", "5 c");
        assertThat(read(of("a\n", NO_LIMIT))).containsExactly("1 a");
        assertThat(read(of("", NO_LIMIT))).isEmpty();
        assertThat(read(of("\n\n", NO_LIMIT))).isEmpty();
    }

    @Test
    @DisplayName("[MOVE-01] Of a line that is too long only its beginning is kept, and the next one is read")
    void long_lines_are_cut() throws IOException {
        LineReader lines = of("x".repeat(MAX_LINE) + "\n" + "y".repeat(3_000_000) + "\nz", NO_LIMIT);

        LineReader.Line first = lines.next();
        LineReader.Line second = lines.next();
        LineReader.Line third = lines.next();

        assertThat(first.tooLong()).isFalse();
        assertThat(first.bytes()).hasSize(MAX_LINE);
        assertThat(second.tooLong()).isTrue();
        assertThat(second.bytes()).hasSize(MAX_LINE);
        assertThat(third.bytes()).containsExactly('z');
    }

    @Test
    @DisplayName("[MOVE-01] A body over its limit ends at the limit: the line that crosses it is not read")
    void a_body_has_a_limit() throws IOException {
        LineReader exact = of("a\nbb\n", 5);
        assertThat(read(exact)).containsExactly("1 a", "2 bb");
        assertThat(exact.isOver()).isFalse();

        LineReader over = of("a\nbb\nc", 5);
        assertThat(read(over)).containsExactly("1 a", "2 bb");
        assertThat(over.isOver()).isTrue();

        LineReader within = of("a\nbbbbbbbbb\nc", 5);
        assertThat(read(within)).containsExactly("1 a");
        assertThat(within.isOver()).isTrue();
    }

    @Test
    @DisplayName("[MOVE-01] An endless body is not read beyond its limit")
    void an_endless_body_is_left() throws IOException {
        InputStream endless = new InputStream() {
            private long given;

            @Override
            public int read() {
                if (++given > 1_000_000) {
                    throw new IllegalStateException("read too far");
                }
                return 'x';
            }
        };

        LineReader lines = new LineReader(endless, 100_000);

        assertThat(lines.next()).isNull();
        assertThat(lines.isOver()).isTrue();
    }

    @Test
    @DisplayName(
            "[MOVE-01] Lines that came together are a batch, and none waits for a sender who has not sent the next")
    void lines_that_came_together() throws IOException {
        PipedOutputStream sender = new PipedOutputStream();
        LineReader lines = new LineReader(new PipedInputStream(sender), NO_LIMIT);

        sender.write("a\n\nb\n \nc\nd".getBytes(StandardCharsets.US_ASCII));
        assertThat(numbers(lines.batch(50))).containsExactly(1, 3, 5);
        sender.write("d\n\n".getBytes(StandardCharsets.US_ASCII));
        assertThat(numbers(lines.batch(50))).containsExactly(6);
        sender.write("x\n".repeat(4).getBytes(StandardCharsets.US_ASCII));
        assertThat(numbers(lines.batch(3))).containsExactly(8, 9, 10);
        sender.close();
        assertThat(numbers(lines.batch(50))).containsExactly(11);
        assertThat(lines.batch(50)).isEmpty();
    }

    private static List<Integer> numbers(List<LineReader.Line> batch) {
        return batch.stream().map(LineReader.Line::number).toList();
    }
}
