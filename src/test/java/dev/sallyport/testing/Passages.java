package dev.sallyport.testing;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Finds which of many passages are in a text of megabytes, in one pass over it. */
public final class Passages {

    private static final int BITS = 1 << 16;

    private final int width;
    private final Map<Integer, List<String>> byHash = new HashMap<>();
    private final boolean[] known = new boolean[BITS];

    private Passages(Collection<String> passages) {
        width = passages.stream().mapToInt(String::length).min().orElse(0);
        for (String passage : passages) {
            int hash = passage.substring(0, width).hashCode();
            byHash.computeIfAbsent(hash, first -> new ArrayList<>()).add(passage);
            known[hash & BITS - 1] = true;
        }
    }

    /** Those of the passages, none of which is empty, that the text contains. */
    public static Set<String> in(String text, Collection<String> passages) {
        return passages.isEmpty() ? Set.of() : new Passages(passages).find(text);
    }

    private Set<String> find(String text) {
        if (width == 0) {
            throw new IllegalArgumentException("Every text contains a passage of no letters");
        }
        Set<String> found = new TreeSet<>();
        char[] letters = text.toCharArray();
        int leaving = 1;
        for (int at = 1; at < width; at++) {
            leaving *= 31;
        }
        int hash = 0; // as String.hashCode of the last letters
        for (int at = 0; at < letters.length; at++) {
            if (at >= width) {
                hash -= letters[at - width] * leaving;
            }
            hash = 31 * hash + letters[at];
            if (at >= width - 1 && known[hash & BITS - 1]) {
                addFound(text, at - width + 1, hash, found);
            }
        }
        return found;
    }

    private void addFound(String text, int start, int hash, Set<String> found) {
        for (String passage : byHash.getOrDefault(hash, List.of())) {
            if (text.startsWith(passage, start)) {
                found.add(passage);
            }
        }
    }
}
