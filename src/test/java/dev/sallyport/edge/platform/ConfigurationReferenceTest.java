package dev.sallyport.edge.platform;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.testing.ServiceClasses;
import io.quarkus.runtime.configuration.DurationConverter;
import io.smallrye.config.ConfigMapping;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Properties;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

/** {@code -Ddocuments.write=true} writes the tables of settings again. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class ConfigurationReferenceTest {

    private static final Path PAGE = Path.of("src/site/markdown/configuration.md");
    private static final String BEGIN = "<!-- settings: generated from the configuration interfaces -->\n\n";
    private static final String END = "\n<!-- end of settings -->";

    private static final Pattern ROW = Pattern.compile("(?m)^\\| `(QUARKUS_[A-Z_]+)` \\| (?:`([^`]*)`|-) \\|");

    private static final Pattern IN_FILE =
            Pattern.compile("(?m)^\\| `(QUARKUS_[A-Z_]+)` \\|.* `(quarkus\\.[a-z.-]+)` \\|$");

    @Test
    @DisplayName("[CONF-02] [DOCS-02] the configuration page has every setting, with its default, meaning and limits")
    void the_page_has_every_setting() throws IOException {
        String page = Files.readString(PAGE);
        int begin = page.indexOf(BEGIN) + BEGIN.length();
        int end = page.indexOf(END);
        String settings = ConfigurationReference.of(ServiceClasses.annotatedWith(ConfigMapping.class));
        if (Boolean.getBoolean("documents.write")) {
            Files.writeString(PAGE, page.substring(0, begin) + settings + page.substring(end));
        } else {
            assertThat(page.substring(begin, end))
                    .as("mvn test -Dtest=ConfigurationReferenceTest -Ddocuments.write=true writes it")
                    .isEqualTo(settings);
        }
    }

    @Test
    @DisplayName("[CONF-02] [DOCS-02] a default of Quarkus that the service changes is the one that the page gives")
    void changed_defaults_are_those_of_the_page() throws IOException {
        Properties changed = new Properties();
        try (Reader properties = Files.newBufferedReader(Path.of("src/main/resources/application.properties"))) {
            changed.load(properties);
        }
        Map<String, String> variables = new LinkedHashMap<>();
        changed.stringPropertyNames()
                .forEach(name -> variables.put(Settings.variable(name), changed.getProperty(name)));
        Map<String, String> documented = new LinkedHashMap<>();
        Matcher row = ROW.matcher(Files.readString(PAGE));
        while (row.find()) {
            documented.put(row.group(1), row.group(2));
        }

        assertThat(documented).hasSizeGreaterThan(25);
        Matcher inFile = IN_FILE.matcher(Files.readString(PAGE));
        Map<String, String> properties = new LinkedHashMap<>();
        while (inFile.find()) {
            properties.put(inFile.group(1), inFile.group(2));
        }
        assertThat(properties)
                .containsOnlyKeys(documented.keySet())
                .allSatisfy(
                        (variable, name) -> assertThat(Settings.variable(name)).isEqualTo(variable));
        documented.keySet().retainAll(variables.keySet());
        assertThat(documented)
                .hasSizeGreaterThan(7)
                .allSatisfy((name, value) -> assertThat(value)
                        .as(name)
                        .satisfies(given -> assertThat(sameUnit(given)).isEqualTo(sameUnit(variables.get(name)))));
    }

    private static String sameUnit(String value) {
        return value.matches("[0-9]+S") ? DurationConverter.parseDuration(value).toString() : value;
    }
}
