package dev.sallyport.base.database;

import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A failure and what lies behind it. */
final class Causes {

    /** A tree may be large. */
    private static final int MAX = 64;

    private Causes() {}

    /** With what was suppressed: a transaction manager adds the reason why a commit failed there. */
    static Stream<Throwable> of(Throwable failure) {
        Set<Throwable> known = Collections.newSetFromMap(new IdentityHashMap<>());
        List<Throwable> found = new ArrayList<>();
        add(failure, known, found);
        for (int at = 0; at < found.size() && found.size() < MAX; at++) {
            add(found.get(at).getCause(), known, found);
            for (Throwable suppressed : found.get(at).getSuppressed()) {
                add(suppressed, known, found);
            }
        }
        return found.stream().limit(MAX);
    }

    /** Each once: a chain may be a circle. */
    private static void add(@Nullable Throwable failure, Set<Throwable> known, List<Throwable> found) {
        if (failure != null && known.add(failure)) {
            found.add(failure);
        }
    }
}
