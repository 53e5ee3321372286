package dev.sallyport.base.pagination;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import java.util.UUID;

/** The end of a page of a list that is in the order of a word, and of the ids within it, in an opaque form. */
public record WordCursor(String word, UUID lastId) {

    /** So much longer than its id and word that it is never as long as a cursor of another order. */
    private static final int MARK = Integer.BYTES + 1;

    private static final int ID = 16;

    private static final int MOST = 1000;

    /** Parses a cursor that a client sent; empty for any other text. */
    public static Optional<WordCursor> parse(String text) {
        try {
            ByteBuffer end = ByteBuffer.wrap(Base64.getUrlDecoder().decode(text));
            if (end.remaining() <= MARK + ID || end.remaining() > MOST) {
                return Optional.empty(); // of a list in another order
            }
            end.position(MARK);
            UUID id = new UUID(end.getLong(), end.getLong());
            String word = StandardCharsets.UTF_8.decode(end).toString();
            return word.indexOf('\0') < 0 ? Optional.of(new WordCursor(word, id)) : Optional.empty();
        } catch (IllegalArgumentException notBase64) {
            return Optional.empty();
        }
    }

    public String text() {
        byte[] bytes = word.getBytes(StandardCharsets.UTF_8);
        ByteBuffer end = ByteBuffer.allocate(MARK + ID + bytes.length)
                .position(MARK)
                .putLong(lastId.getMostSignificantBits())
                .putLong(lastId.getLeastSignificantBits())
                .put(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(end.array());
    }

    @Override
    public String toString() {
        return "WordCursor[lastId=" + lastId + "]";
    }
}
