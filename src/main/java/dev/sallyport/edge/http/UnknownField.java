package dev.sallyport.edge.http;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/** The message for an unknown field: the field that was probably meant, and all known fields. */
final class UnknownField {

    private UnknownField() {}

    /**
     * @param name as it was sent
     * @param known the names of all fields of the object; none where that is not known
     */
    static String message(String name, Collection<String> known) {
        List<String> names = known.stream().sorted().toList();
        if (names.isEmpty()) {
            return "is not a field of this request";
        }
        String all = "the fields are " + String.join(", ", names);
        return names.stream()
                .min(Comparator.comparingInt(candidate -> distance(name, candidate)))
                .filter(nearest -> distance(name, nearest) <= nearest.length() / 3)
                .map(nearest -> "is not a field of this request; " + nearest + " may be meant, and " + all)
                .orElse("is not a field of this request; " + all);
    }

    /** The number of characters to add, remove or change (Levenshtein); case means nothing. */
    static int distance(String one, String other) {
        String from = one.toLowerCase(Locale.ROOT);
        String to = other.toLowerCase(Locale.ROOT);
        int[] row = new int[to.length() + 1];
        for (int column = 0; column <= to.length(); column++) {
            row[column] = column;
        }
        for (int at = 1; at <= from.length(); at++) {
            int diagonal = row[0];
            row[0] = at;
            for (int column = 1; column <= to.length(); column++) {
                int changed = diagonal + (from.charAt(at - 1) == to.charAt(column - 1) ? 0 : 1);
                diagonal = row[column];
                row[column] = Math.min(changed, 1 + Math.min(row[column], row[column - 1]));
            }
        }
        return row[to.length()];
    }
}
