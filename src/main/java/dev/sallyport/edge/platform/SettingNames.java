package dev.sallyport.edge.platform;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * Finds settings that nothing reads, since their name is misspelt: the service would start with the default, and the
 * operator would not notice.
 */
final class SettingNames {

    private static final String PREFIX = "SALLYPORT_";

    /** A name that differs in more places is not proposed. */
    private static final int FARTHEST = 4;

    /** What Kubernetes puts into each container for each service of the namespace. */
    private static final Pattern OF_KUBERNETES = Pattern.compile(
            "SALLYPORT_(\\w+_)?(SERVICE_HOST|SERVICE_PORT(_\\w+)?|PORT(_\\d+_(TCP|UDP|SCTP)(_\\w+)?)?)");

    /** A list in a file may have a line for each entry. */
    private static final Pattern INDEX = Pattern.compile("\\[[0-9]+]$");

    /** A file may have lines for a profile, such as {@code %prod.}. */
    private static final Pattern PROFILE = Pattern.compile("^%[^.]*\\.");

    private static final Pattern VARIABLE = Pattern.compile("(SALLYPORT|QUARKUS)_[A-Z0-9_]+");

    private SettingNames() {}

    /**
     * A sentence for each name in a file that sets nothing, beginning with the name. In the environment such a name is
     * only a warning, since other programs put theirs there too; a file is the operator's own.
     *
     * @param written the names of the properties in files
     * @param known the names of the settings that exist, as properties
     */
    static List<String> faults(Iterable<String> written, Set<String> known) {
        Map<String, String> properties = new TreeMap<>();
        known.forEach(name -> properties.put(Settings.variable(name), name));
        Set<String> faults = new TreeSet<>();
        written.forEach(line -> {
            String name = INDEX.matcher(PROFILE.matcher(line).replaceFirst("")).replaceFirst("");
            if (VARIABLE.matcher(name).matches()) {
                faults.add(name + " has no effect in a file, where it is "
                        + (name.startsWith(PREFIX)
                                ? nearest(name, properties.keySet())
                                        .map(properties::get)
                                        .orElse("no setting")
                                : properties.getOrDefault(name, "a name with dots, such as quarkus.http.port")));
            } else if (name.startsWith("sallyport.") && !known.contains(name)) {
                faults.add(name + " is no setting"
                        + nearest(Settings.variable(name), properties.keySet())
                                .map(near -> ": " + properties.get(near) + " may be meant")
                                .orElse(""));
            }
        });
        return new ArrayList<>(faults);
    }

    /**
     * A sentence for each unknown name, in their order.
     *
     * @param given the names of all settings, as variables or properties
     * @param known the names of the settings that exist, as properties
     */
    static List<String> warnings(Iterable<String> given, Set<String> known) {
        Set<String> variables = new TreeSet<>();
        known.forEach(name -> variables.add(Settings.variable(name)));
        Set<String> unknown = new TreeSet<>();
        given.forEach(name -> unknown.add(Settings.variable(name)));
        unknown.removeIf(name -> !name.startsWith(PREFIX)
                || variables.contains(name)
                || OF_KUBERNETES.matcher(name).matches());
        List<String> sentences = new ArrayList<>();
        unknown.forEach(name -> sentences.add(name + " is set, but there is no such setting"
                + nearest(name, variables).map(near -> ". Is it " + near + "?").orElse("")));
        return sentences;
    }

    private static Optional<String> nearest(String name, Set<String> variables) {
        record Candidate(String name, int distance) {}
        return variables.stream()
                .map(variable -> new Candidate(variable, distance(name, variable)))
                .min(Comparator.comparingInt(Candidate::distance))
                .filter(candidate -> candidate.distance() <= FARTHEST)
                .map(Candidate::name);
    }

    /** The fewest insertions, deletions and replacements of a character that make one of the other (Levenshtein). */
    static int distance(String one, String other) {
        int[] above = new int[other.length() + 1];
        for (int at = 0; at <= other.length(); at++) {
            above[at] = at;
        }
        for (int row = 1; row <= one.length(); row++) {
            int[] line = new int[other.length() + 1];
            line[0] = row;
            for (int at = 1; at <= other.length(); at++) {
                int replaced = above[at - 1] + (one.charAt(row - 1) == other.charAt(at - 1) ? 0 : 1);
                line[at] = Math.min(replaced, Math.min(above[at], line[at - 1]) + 1);
            }
            above = line;
        }
        return above[other.length()];
    }
}
