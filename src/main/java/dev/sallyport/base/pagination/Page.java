package dev.sallyport.base.pagination;

import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * A part of a list.
 *
 * @param next the cursor of the next page; null at the end
 */
public record Page<T>(
        @Schema(required = true) List<T> items,
        @Schema(required = true, nullable = true) @Nullable String next) {

    /** The most items that a page holds. */
    public static final int MAX_LIMIT = 100;

    /** The default number of items on a page. */
    public static final int DEFAULT_LIMIT = 50;

    /** Everything there is, in one page. */
    public static <T> Page<T> all(List<T> items) {
        return new Page<>(List.copyOf(items), null);
    }

    /**
     * A page of rows that were read in the order of their ids, one more than {@code limit} so that the end is known.
     *
     * @param id the id of a row, after which the next page starts
     */
    public static <R, T> Page<T> of(List<R> rows, int limit, Function<R, UUID> id, Function<R, T> view) {
        return upTo(rows, limit, row -> Cursor.after(id.apply(row)), view);
    }

    /**
     * The same of rows in another order.
     *
     * @param end the cursor behind a row
     */
    public static <R, T> Page<T> upTo(List<R> rows, int limit, Function<R, Cursor> end, Function<R, T> view) {
        boolean more = rows.size() > limit;
        List<R> shown = more ? rows.subList(0, limit) : rows;
        String next = more ? end.apply(shown.get(limit - 1)).text() : null;
        return new Page<>(shown.stream().map(view).toList(), next);
    }
}
