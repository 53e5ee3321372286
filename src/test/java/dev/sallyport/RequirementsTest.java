package dev.sallyport;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

/**
 * Compares the page of requirements with the ids in the display names of the tests. With the system property
 * {@code documents.write=true} it first writes the third column of the page.
 */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class RequirementsTest {

    private static final Path PAGE = Path.of("src/site/markdown/requirements.md");
    private static final Path TESTS = Path.of("src/test/java");

    private static final String LITERAL = "\"[^\"\\\\]*+(?:\\\\.[^\"\\\\]*+)*+\"";

    /** An annotation that names tests. Its first group holds the literals: a name may consist of several. */
    private static final Pattern DISPLAY_NAME =
            Pattern.compile("@(?:org\\.junit\\.jupiter\\.(?:\\w+\\.)+)?(?:DisplayName|ParameterizedTest|RepeatedTest)"
                    + "\\(([^\"()]*+(?:" + LITERAL + "[^\"()]*+)*+)\\)");

    private static final Pattern ID = Pattern.compile("\\[([A-Z]+-?[0-9]+)]");

    /** A row of a table: id, requirement, tests. */
    private static final Pattern ROW = Pattern.compile("(\\| ([A-Z]+-?[0-9]+) \\| [^|]+ \\| )(.*) \\|");

    private static Map<String, Set<String>> classesById = Map.of();

    @BeforeAll
    static void read() throws IOException {
        classesById = classesById();
        if (Boolean.getBoolean("documents.write")) {
            String page = page().stream().map(RequirementsTest::corrected).collect(Collectors.joining("\n", "", "\n"));
            Files.writeString(PAGE, page);
        }
    }

    @Test
    void every_id_in_the_name_of_a_test_has_one_row() throws IOException {
        List<String> ids = new ArrayList<>();
        for (String line : page()) {
            Matcher row = ROW.matcher(line);
            if (row.matches()) {
                ids.add(row.group(2));
            }
        }

        assertThat(ids).as("ids of %s", PAGE).doesNotHaveDuplicates();
        Map<String, Set<String>> unknown = new TreeMap<>(classesById);
        unknown.keySet().removeAll(ids);
        assertThat(unknown)
                .as("ids that tests have, with their classes, and that have no row in %s", PAGE)
                .isEmpty();
    }

    @Test
    void every_row_names_the_classes_whose_tests_have_its_id() throws IOException {
        List<String> corrections = new ArrayList<>();
        for (String line : page()) {
            if (!line.equals(corrected(line))) {
                corrections.add(corrected(line));
            }
        }

        assertThat(corrections)
                .withFailMessage(
                        "These rows of %s must read as follows (-Ddocuments.write=true writes them):%n%s",
                        PAGE, String.join("\n", corrections))
                .isEmpty();
    }

    @Test
    void every_row_has_a_test() throws IOException {
        List<String> empty = page().stream()
                .filter(line -> {
                    Matcher row = ROW.matcher(line);
                    return row.matches() && !classesById.containsKey(row.group(2));
                })
                .toList();

        assertThat(empty)
                .as("rows whose id no test has: remove the row, or name it in a test")
                .isEmpty();
    }

    /** The line with the classes that have its id, if it is a row. */
    private static String corrected(String line) {
        Matcher row = ROW.matcher(line);
        if (!row.matches()) {
            return line;
        }
        Set<String> classes = classesById.getOrDefault(row.group(2), Set.of());
        return row.group(1) + classes.stream().map(name -> "`" + name + "`").collect(Collectors.joining(", ")) + " |";
    }

    private static List<String> page() throws IOException {
        return Files.readAllLines(PAGE);
    }

    /** The simple names of the test classes, by the ids in their display names. */
    private static Map<String, Set<String>> classesById() throws IOException {
        Map<String, Set<String>> classes = new TreeMap<>();
        try (Stream<Path> files = Files.walk(TESTS)) {
            for (Path file :
                    files.filter(path -> path.toString().endsWith(".java")).toList()) {
                String name = file.toFile().getName().replace(".java", "");
                Matcher names = DISPLAY_NAME.matcher(Files.readString(file));
                while (names.find()) {
                    Matcher ids = ID.matcher(names.group(1));
                    while (ids.find()) {
                        classes.computeIfAbsent(ids.group(1), id -> new TreeSet<>())
                                .add(name);
                    }
                }
            }
        }
        return classes;
    }
}
