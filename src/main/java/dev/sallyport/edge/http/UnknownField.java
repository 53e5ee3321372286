package dev.sallyport.edge.http;

import dev.sallyport.base.problem.Text;
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
    static Text text(String name, Collection<String> known) {
        List<String> names = known.stream().sorted().toList();
        if (names.isEmpty()) {
            return Text.of("is not a field of this request");
        }
        String all = String.join(", ", names);
        return names.stream()
                .min(Comparator.comparingInt(candidate -> distance(name, candidate)))
                .filter(nearest -> distance(name, nearest) <= nearest.length() / 3)
                .map(nearest -> Text.of(
                        "is not a field of this request; {0} may be meant, and the fields are {1}", nearest, all))
                .orElseGet(() -> Text.of("is not a field of this request; the fields are {0}", all));
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
