package dev.sallyport.base.database;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A failure and what lies behind it. */
final class Causes {

    /** A chain may be a circle, and a tree may be large. */
    private static final int MAX = 16;

    private Causes() {}

    /** With what was suppressed: a transaction manager hangs there why a commit failed. */
    static Stream<Throwable> of(Throwable failure) {
        List<Throwable> found = new ArrayList<>();
        add(failure, found);
        for (int at = 0; at < found.size() && found.size() < MAX; at++) {
            add(found.get(at).getCause(), found);
            for (Throwable suppressed : found.get(at).getSuppressed()) {
                add(suppressed, found);
            }
        }
        return found.stream().limit(MAX);
    }

    private static void add(@Nullable Throwable failure, List<Throwable> found) {
        if (failure != null) {
            found.add(failure);
        }
    }
}
