package dev.sallyport.base.ids;

import java.util.Collection;
import java.util.UUID;

/**
 * The id of one kind of thing. Each kind has a type of its own, so that two ids cannot be swapped. In JSON, in paths
 * and in the database it is its {@link #value}.
 */
public interface Id {

    UUID value();

    /** The ids as an array of the database. */
    static UUID[] values(Collection<? extends Id> ids) {
        return ids.stream().map(Id::value).toArray(UUID[]::new);
    }
}
