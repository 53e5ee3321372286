package dev.sallyport.edge.platform;

import java.util.Optional;

/** What the operator has set: a blank value counts as none. */
@FunctionalInterface
interface Settings {

    Optional<String> get(String name);

    /** Whether it is set to nothing. */
    default boolean isBlank(String name) {
        return false;
    }
}
