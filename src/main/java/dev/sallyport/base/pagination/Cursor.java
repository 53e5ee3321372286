package dev.sallyport.base.pagination;

import java.nio.ByteBuffer;
import java.util.Base64;
import java.util.Optional;
import java.util.UUID;

/** Where a page ended: the id of its last row, in a form that nobody takes for more than a cursor. */
public record Cursor(UUID lastId) {

    private static final int BYTES = 16;

    public static Cursor after(UUID lastId) {
        return new Cursor(lastId);
    }

    /** Reads what a client gave back; empty for anything that was never a cursor. */
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
