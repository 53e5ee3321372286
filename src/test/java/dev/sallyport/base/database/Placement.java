package dev.sallyport.base.database;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** What {@code deploy/citus.sql} says of each table: where its rows are kept, and by which column. */
final class Placement {

    private static final Path SCRIPT = Path.of("deploy", "citus.sql");

    private static final Pattern DISTRIBUTED = Pattern.compile(
            "(?m)^select create_distributed_table\\('(\\w+)', '(\\w+)', colocate_with => '(\\w+)'\\);$");

    private static final Pattern REFERENCE = Pattern.compile("(?m)^select create_reference_table\\('(\\w+)'\\);$");

    private static final Pattern COORDINATOR = Pattern.compile("(?m)^-- coordinator: (\\w+)$");

    enum Kind {
        DISTRIBUTED,
        REFERENCE,
        COORDINATOR
    }

    /**
     * Where a table is kept.
     *
     * @param column by which its rows are spread; empty where they are not
     * @param group the table whose rows of the same value are on the same worker; empty where rows are not spread
     */
    record Place(Kind kind, String column, String group) {}

    private final Map<String, Place> places = new HashMap<>();
    private final List<String> named = new ArrayList<>();

    private Placement() {}

    static Placement read() {
        Placement placement = new Placement();
        String script = script();
        REFERENCE.matcher(script).results().forEach(found -> placement.add(found, new Place(Kind.REFERENCE, "", "")));
        COORDINATOR
                .matcher(script)
                .results()
                .forEach(found -> placement.add(found, new Place(Kind.COORDINATOR, "", "")));
        DISTRIBUTED.matcher(script).results().forEach(found -> {
            String with = found.group(3);
            String group = with.equals("none") ? found.group(1) : with;
            placement.add(found, new Place(Kind.DISTRIBUTED, found.group(2), group));
        });
        return placement;
    }

    private static String script() {
        try {
            return Files.readString(SCRIPT);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private void add(MatchResult found, Place place) {
        named.add(found.group(1));
        places.put(found.group(1), place);
    }

    /** Every table that the script names, as often as it does. */
    List<String> named() {
        return List.copyOf(named);
    }

    Optional<Place> of(String table) {
        return Optional.ofNullable(places.get(table));
    }

    /** The tables whose rows are spread, each with the column that they are spread by. */
    Map<String, String> columns() {
        Map<String, String> columns = new HashMap<>();
        places.forEach((table, place) -> {
            if (place.kind() == Kind.DISTRIBUTED) {
                columns.put(table, place.column());
            }
        });
        return columns;
    }
}
