package dev.sallyport.trail.chain;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The bytes that are hashed and signed: texts one after the other, each behind its length in four bytes (big-endian),
 * -1 for null. No two lists of texts have the same bytes.
 */
public final class Canonical {

    private static final int ABSENT = -1;
    private static final long MICROS_A_SECOND = 1_000_000;
    private static final int NANOS_A_MICRO = 1000;

    private Canonical() {}

    /**
     * The bytes of these texts.
     *
     * @param kind what the texts are, so that the bytes of one kind are never those of another
     */
    public static byte[] bytes(String kind, List<?> values) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        write(bytes, kind);
        for (Object value : values) {
            write(bytes, value == null ? null : value.toString());
        }
        return bytes.toByteArray();
    }

    private static void write(ByteArrayOutputStream bytes, @Nullable String text) {
        byte[] content = text == null ? new byte[0] : text.getBytes(UTF_8);
        bytes.writeBytes(ByteBuffer.allocate(Integer.BYTES)
                .putInt(text == null ? ABSENT : content.length)
                .array());
        bytes.writeBytes(content);
    }

    /** A time as the database keeps it: microseconds since 1970. */
    public static long micros(Instant time) {
        return time.getEpochSecond() * MICROS_A_SECOND + time.getNano() / NANOS_A_MICRO;
    }
}
