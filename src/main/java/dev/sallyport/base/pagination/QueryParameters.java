package dev.sallyport.base.pagination;

import dev.sallyport.base.ids.Id;
import dev.sallyport.base.problem.ProblemException;
import dev.sallyport.base.problem.ProblemType;
import dev.sallyport.base.problem.Text;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.Function;

/**
 * The query parameters of a list. A reader MUST call {@link #refuseOthers()} at the end: if a misspelt filter were
 * ignored, the list would show more than was asked for.
 */
public final class QueryParameters {

    private static final int FIRST_YEAR = 1970;
    private static final int LAST_YEAR = 9999;

    private final Map<String, List<String>> given;
    private final Set<String> known = new HashSet<>();

    public QueryParameters(Map<String, List<String>> given) {
        this.given = given;
    }

    /**
     * A parameter, read; empty if it is not there. A text with U+0000, which no text column can hold, is refused
     * before it is read.
     *
     * @param reading throws {@link IllegalArgumentException} or {@link DateTimeException} at what it cannot read
     * @throws ProblemException {@code invalid-request} if it is repeated or cannot be parsed
     */
    public <T> Optional<T> get(String name, Function<String, T> reading) {
        return get(name, Text.of("is not valid"), reading);
    }

    /**
     * The same.
     *
     * @param form what a parameter must be, for the refusal of one that is not
     */
    public <T> Optional<T> get(String name, Text form, Function<String, T> reading) {
        known.add(name);
        List<String> values = given.getOrDefault(name, List.of());
        if (values.size() > 1) {
            throw refusal(name, Text.of("must be sent once"));
        }
        if (values.stream().anyMatch(value -> value.indexOf('\0') >= 0)) {
            throw refusal(name, form);
        }
        try {
            return values.stream().findFirst().map(reading);
        } catch (IllegalArgumentException | DateTimeException unreadable) {
            throw refusal(name, form);
        }
    }

    /** How many items a page is to hold. */
    public int limit() {
        return get("limit", Text.of("must be a whole number from 1 to {0}", Page.MAX_LIMIT), QueryParameters::count)
                .orElse(Page.DEFAULT_LIMIT);
    }

    /** The id after which a page begins, of a list that is in the order of the ids. */
    public Optional<UUID> after() {
        return after(false).map(Cursor::lastId);
    }

    /**
     * The end of the page before.
     *
     * @param ranked whether the list is in the order of a rank first: a cursor of another order is refused
     */
    public Optional<Cursor> after(boolean ranked) {
        return get(
                "after",
                Text.of("must be the next cursor of an earlier page"),
                text -> Cursor.parse(text)
                        .filter(cursor -> cursor.rank().isPresent() == ranked)
                        .orElseThrow(IllegalArgumentException::new));
    }

    /** The end of the page before, of a list that is in the order of a word. */
    public Optional<WordCursor> afterWord() {
        return get(
                "after",
                Text.of("must be the next cursor of an earlier page"),
                text -> WordCursor.parse(text).orElseThrow(IllegalArgumentException::new));
    }

    /** A whole number from 0. */
    public Optional<Integer> number(String name, int most) {
        return get(name, Text.of("must be a whole number from 0 to {0}", most), text -> {
            int number = Integer.parseInt(text);
            require(number >= 0 && number <= most);
            return number;
        });
    }

    /** The end of the page before, of a list with cursors of its own. */
    public <T> Optional<T> after(Function<String, T> reading) {
        return get("after", Text.of("must be the next cursor of an earlier page"), reading);
    }

    /** An id, in its one form. */
    public Optional<UUID> id(String name) {
        return get(name, Text.of("must be a UUID, such as 0199d3c2-4f5a-7c3d-8e2b-9a1f0c6d7e80"), Id::parse);
    }

    /** A time (RFC 3339), in a year of four digits that computers know. */
    public Optional<Instant> time(String name) {
        return get(name, Text.of("must be a time as in RFC 3339, such as 2026-12-01T08:00:00Z"), text -> {
            OffsetDateTime time = OffsetDateTime.parse(text).withOffsetSameInstant(ZoneOffset.UTC);
            require(time.getYear() >= FIRST_YEAR && time.getYear() <= LAST_YEAR);
            return time.toInstant();
        });
    }

    /** One of some words. */
    public Optional<String> oneOf(String name, String... words) {
        return get(name, Text.of("must be one of {0}", String.join(", ", words)), text -> {
            require(List.of(words).contains(text));
            return text;
        });
    }

    /**
     * Ends the reading.
     *
     * @throws ProblemException {@code invalid-request} if the request has an unknown parameter
     */
    public void refuseOthers() {
        given.keySet().stream()
                .filter(name -> !known.contains(name))
                .sorted()
                .findFirst()
                .ifPresent(name -> {
                    throw refusal(name, unknown());
                });
    }

    private Text unknown() {
        return known.isEmpty()
                ? Text.of("is not a parameter of this operation")
                : Text.of("is not a parameter of this operation; it has {0}", String.join(", ", new TreeSet<>(known)));
    }

    private static int count(String text) {
        int limit = Integer.parseInt(text);
        require(limit >= 1 && limit <= Page.MAX_LIMIT);
        return limit;
    }

    private static void require(boolean readable) {
        if (!readable) {
            throw new IllegalArgumentException();
        }
    }

    private static ProblemException refusal(String name, Text message) {
        return new ProblemException(ProblemType.INVALID_REQUEST).error(name, message);
    }
}
