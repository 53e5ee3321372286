package dev.sallyport.base.pagination;

import dev.sallyport.base.ids.Id;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * The requested page of a list that is sorted newest first and has no filters.
 *
 * @param after the last id of the part before
 */
public record PageRequest(Optional<UUID> after, int limit) {

    public static PageRequest parse(Map<String, List<String>> given) {
        QueryParameters parameters = new QueryParameters(given);
        PageRequest page = new PageRequest(parameters.after(), parameters.limit());
        parameters.refuseOthers();
        return page;
    }

    /** The id that every row of this part is before. */
    public UUID before() {
        return after.orElse(Id.MAX);
    }
}
