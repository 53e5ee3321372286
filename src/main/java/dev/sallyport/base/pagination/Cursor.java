package dev.sallyport.base.pagination;

import java.nio.ByteBuffer;
import java.util.Base64;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.UUID;

/**
 * The end of a page, in an opaque form: the id of its last row, preceded by the rank if the list is sorted by a rank
 * first.
 */
public record Cursor(OptionalInt rank, UUID lastId) {

    private static final int BYTES = 16;

    public static Cursor after(UUID lastId) {
        return new Cursor(OptionalInt.empty(), lastId);
    }

    /** The end of a page of a list that is in the order of a rank, and of the ids within it. */
    public static Cursor after(int rank, UUID lastId) {
        return new Cursor(OptionalInt.of(rank), lastId);
    }

    /** Parses a cursor that a client sent; empty for any other text. */
    public static Optional<Cursor> parse(String text) {
        try {
            byte[] bytes = Base64.getUrlDecoder().decode(text);
            ByteBuffer end = ByteBuffer.wrap(bytes);
            return switch (bytes.length) {
                case BYTES -> Optional.of(after(new UUID(end.getLong(), end.getLong())));
                case BYTES + Integer.BYTES -> Optional.of(after(end.getInt(), new UUID(end.getLong(), end.getLong())));
                default -> Optional.empty();
            };
        } catch (IllegalArgumentException notBase64) {
            return Optional.empty();
        }
    }

    public String text() {
        ByteBuffer end = ByteBuffer.allocate(rank.isPresent() ? BYTES + Integer.BYTES : BYTES);
        rank.ifPresent(end::putInt);
        end.putLong(lastId.getMostSignificantBits()).putLong(lastId.getLeastSignificantBits());
        return Base64.getUrlEncoder().withoutPadding().encodeToString(end.array());
    }
}
