package dev.sallyport;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import dev.sallyport.testing.ServiceClasses;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** The classes of the service, and the wing and the room in which each is. */
final class Rooms {

    static final String BASE = "dev.sallyport";

    static final JavaClasses SERVICE = ServiceClasses.ALL;

    private Rooms() {}

    /** The package of a room: its wing and its name, or the wing alone where that is one room. */
    static String folder(String room) {
        return SERVICE.stream()
                .filter(type -> room(type).equals(room))
                .findAny()
                .orElseThrow()
                .getPackageName();
    }

    static String wing(JavaClass type) {
        return type.getPackageName().split("\\.")[2];
    }

    static String room(JavaClass type) {
        String name = type.getPackageName();
        return name.substring(name.lastIndexOf('.') + 1);
    }

    /** Reads rows of the form {@code name: used used}, in their order; a row continues until the next name. */
    static Map<String, Set<String>> rows(String table) {
        Map<String, Set<String>> rows = new LinkedHashMap<>();
        Set<String> row = Set.of();
        for (String word : table.trim().split("\\s+")) {
            if (word.endsWith(":")) {
                row = new TreeSet<>();
                rows.put(word.substring(0, word.length() - 1), row);
            } else {
                row.add(word);
            }
        }
        return rows;
    }
}
