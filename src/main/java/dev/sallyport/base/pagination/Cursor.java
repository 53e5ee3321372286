package dev.sallyport.base.pagination;

import java.nio.ByteBuffer;
import java.util.Base64;
import java.util.Optional;
import java.util.UUID;

/** The end of a page: the id of its last row, in an opaque form. */
public record Cursor(UUID lastId) {

    private static final int BYTES = 16;

    public static Cursor after(UUID lastId) {
        return new Cursor(lastId);
    }

    /** Parses a cursor that a client sent; empty for any other text. */
    public static Optional<Cursor> parse(String text) {
        try {
            byte[] bytes = Base64.getUrlDecoder().decode(text);
            if (bytes.length != BYTES) {
                return Optional.empty();
            }
            ByteBuffer id = ByteBuffer.wrap(bytes);
            return Optional.of(new Cursor(new UUID(id.getLong(), id.getLong())));
        } catch (IllegalArgumentException notBase64) {
            return Optional.empty();
        }
    }

    public String text() {
        ByteBuffer id = ByteBuffer.allocate(BYTES)
                .putLong(lastId.getMostSignificantBits())
                .putLong(lastId.getLeastSignificantBits());
        return Base64.getUrlEncoder().withoutPadding().encodeToString(id.array());
    }
}
