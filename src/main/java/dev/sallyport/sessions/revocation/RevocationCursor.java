package dev.sallyport.sessions.revocation;

import dev.sallyport.base.ids.Id;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * How far a backend has read, in an opaque form.
 *
 * @param feed the history of this database: after a restore of a backup there is another one
 * @param read what has been read
 * @param target with a part that was not the last: the rest is read as of that moment
 * @param transaction with a target: the part ended in this transaction …
 * @param number … at this row of it
 */
record RevocationCursor(UUID feed, Snapshot read, @Nullable Snapshot target, long transaction, long number) {

    private static final String SEPARATOR = "/";
    private static final int LONGEST = 6000;
    private static final int PARTS_OF_A_WHOLE = 2;
    private static final int PARTS_OF_A_PART = 5;

    /** Everything of that moment has been read. */
    static RevocationCursor at(UUID feed, Snapshot read) {
        return new RevocationCursor(feed, read, null, 0, 0);
    }

    /** Nothing has been read. */
    static RevocationCursor start(UUID feed) {
        return at(feed, Snapshot.NONE);
    }

    /** The same, up to a row of what was to be read as of a moment. */
    RevocationCursor upTo(Snapshot moment, long lastTransaction, long lastNumber) {
        return new RevocationCursor(feed, read, moment, lastTransaction, lastNumber);
    }

    /** Parses what a backend sent; empty for any other text. */
    static Optional<RevocationCursor> parse(String text) {
        if (text.length() > LONGEST) {
            return Optional.empty();
        }
        try {
            String plain = new String(Base64.getUrlDecoder().decode(text), StandardCharsets.US_ASCII);
            return ofParts(plain.split(SEPARATOR, -1));
        } catch (IllegalArgumentException noCursor) {
            return Optional.empty();
        }
    }

    private static Optional<RevocationCursor> ofParts(String[] parts) {
        if (parts.length != PARTS_OF_A_WHOLE && parts.length != PARTS_OF_A_PART) {
            return Optional.empty();
        }
        UUID feed = Id.parse(parts[0]);
        Optional<RevocationCursor> whole = Snapshot.parse(parts[1]).map(read -> at(feed, read));
        if (parts.length == PARTS_OF_A_WHOLE) {
            return whole;
        }
        return whole.flatMap(cursor ->
                Snapshot.parse(parts[2]).map(moment -> cursor.upTo(moment, positive(parts[3]), positive(parts[4]))));
    }

    private static long positive(String text) {
        if (!text.matches("[0-9]{1,18}")) {
            throw new IllegalArgumentException();
        }
        return Long.parseLong(text);
    }

    String text() {
        String whole = feed + SEPARATOR + read.text();
        String plain = target == null
                ? whole
                : String.join(SEPARATOR, whole, target.text(), String.valueOf(transaction), String.valueOf(number));
        return Base64.getUrlEncoder().withoutPadding().encodeToString(plain.getBytes(StandardCharsets.US_ASCII));
    }
}
