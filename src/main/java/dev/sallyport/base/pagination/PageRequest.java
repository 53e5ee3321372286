package dev.sallyport.base.pagination;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * Which part of a list is asked for, where a list has the newest first and there is nothing to filter it by.
 *
 * @param after the last id of the part before
 */
public record PageRequest(Optional<UUID> after, int limit) {

    /** The greatest id there can be. */
    private static final UUID LAST = new UUID(-1, -1);

    public static PageRequest parse(Map<String, List<String>> given) {
        QueryParameters parameters = new QueryParameters(given);
        PageRequest slice = new PageRequest(parameters.after(), parameters.limit());
        parameters.refuseOthers();
        return slice;
    }

    /** The id that every row of this part is before. */
    public UUID before() {
        return after.orElse(LAST);
    }
}
