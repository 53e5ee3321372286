package dev.sallyport.database;

import java.util.Objects;
import java.util.stream.Stream;

/** A failure and what lies behind it. */
final class Causes {

    /** A chain may be a circle. */
    private static final int MAX = 16;

    private Causes() {}

    static Stream<Throwable> of(Throwable failure) {
        return Stream.iterate(failure, Objects::nonNull, Throwable::getCause).limit(MAX);
    }
}
