package dev.sallyport.edge.platform;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import dev.sallyport.security.audit.AuditType;
import dev.sallyport.security.crypto.Argon2id;
import dev.sallyport.security.token.AssuranceLevel;
import dev.sallyport.testing.ServiceClasses;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import io.smallrye.config.WithName;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Method;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

/** What the documents say of the code: it is as they say. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class DocumentedFactsTest {

    private static final String SECURITY = page("security");

    private static final String CONFIGURATION = page("configuration");

    private static final Pattern DEFAULT =
            Pattern.compile("`(SALLYPORT_[A-Z_]+)`(?: \\| [a-z ]+ \\| `| \\(?)(P[A-Z0-9]+|[0-9]+|true|false)\\b");

    private static final JavaClasses SERVICE = ServiceClasses.ALL;

    private static String read(String file) {
        try {
            return Files.readString(Path.of(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String page(String name) {
        return read("src/site/markdown/" + name + ".md");
    }

    private static Matcher defaultsGiven() {
        return DEFAULT.matcher(
                MarkdownDocument.all().stream().map(MarkdownDocument::prose).collect(Collectors.joining("\n")));
    }

    /** The defaults that the mappings of the code have, by the name that an operator sets. */
    private static Map<String, String> defaults() {
        Map<String, String> defaults = new TreeMap<>();
        SERVICE.stream()
                .filter(type -> type.isAnnotatedWith(ConfigMapping.class))
                .map(type -> type.reflect())
                .forEach(type -> Arrays.stream(type.getMethods())
                        .filter(method -> method.isAnnotationPresent(WithDefault.class))
                        .forEach(method -> defaults.put(
                                name(type, method),
                                method.getAnnotation(WithDefault.class).value())));
        return defaults;
    }

    private static String name(Class<?> type, Method method) {
        String property = method.isAnnotationPresent(WithName.class)
                ? method.getAnnotation(WithName.class).value()
                : method.getName().replaceAll("([a-z0-9])([A-Z])", "$1-$2");
        String whole = type.getAnnotation(ConfigMapping.class).prefix() + "." + property;
        return whole.replaceAll("[.-]", "_").toUpperCase(Locale.ROOT);
    }

    @Test
    @DisplayName("[DOCS-02] every default that the documents give is the one of the code, and no duration is left out")
    void defaults_are_documented() {
        Map<String, String> defaults = defaults();
        Map<String, String> documented = new TreeMap<>();
        Matcher given = defaultsGiven();
        while (given.find()) {
            String other = documented.putIfAbsent(given.group(1), given.group(2));
            assertThat(other).as(given.group(1)).isIn(given.group(2), null);
        }
        assertThat(documented).hasSizeGreaterThan(20);
        assertThat(documented)
                .allSatisfy(
                        (name, value) -> assertThat(defaults.get(name)).as(name).isIn(value, null));
        assertThat(defaults.keySet().stream()
                        .filter(name -> defaults.get(name).matches("P[0-9TDHMS]+"))
                        .filter(name -> !CONFIGURATION.contains("`" + name + "`"))
                        .toList())
                .as("durations without a word")
                .isEmpty();
    }

    @Test
    @DisplayName("[DOCS-02] [LOGS-02] the documents list every type of event, and no former type")
    void events_are_documented() {
        String table = SECURITY.substring(SECURITY.indexOf("| about | types |"));
        Matcher types = Pattern.compile("`([a-z_]+)`").matcher(table.substring(0, table.indexOf("\n\n")));
        TreeSet<String> documented = new TreeSet<>();
        while (types.find()) {
            documented.add(types.group(1));
        }
        TreeSet<String> known =
                Arrays.stream(AuditType.values()).map(AuditType::text).collect(Collectors.toCollection(TreeSet::new));
        known.add("backup_restored"); // by the script, not by the service
        assertThat(documented).isEqualTo(known);
    }

    @Test
    @DisplayName("[STEP-03] [DOCS-02] levels are names of our own, and no document claims NIST AAL2 for them")
    void levels_claim_nothing() {
        for (AssuranceLevel level : AssuranceLevel.values()) {
            assertThat(level.acr()).matches("[12]fa");
        }
        assertThat(SECURITY.replaceAll("\\s+", " "))
                .contains("`acr` values are our own", "makes no claim to NIST AAL2");
    }

    @Test
    @DisplayName("[CRYP-06] [DOCS-02] the inventory of cryptography names what is used, SHA-1 in TOTP with its reason")
    void cryptography_is_documented() {
        String[] cost = new Argon2id().hash(new byte[] {1}).split("[$,=]");
        int memory = Integer.parseInt(cost[5]) / 1024;
        assertThat(SECURITY).contains("| Argon2id, " + memory + " MiB, " + cost[7] + " passes, " + cost[9] + " lane");
        assertThat(SECURITY)
                .contains(
                        "| AES-256-GCM (keyset `secrets`)",
                        "| HMAC-SHA-256 (keyset `tokens`)",
                        "| HMAC-SHA-256 (keyset `codes`)",
                        "| HMAC-SHA-256 (keyset `passwords`)")
                .contains("| ES256 (P-256), each key for 90 days |")
                .containsPattern("\\| HMAC-SHA-1, 160-bit secrets \\| TOTP only: .*RFC 6238");
    }

    @Test
    @DisplayName(
            "[CONF-05] the image runs as a user without rights, and the example gives it no root file system to write")
    void the_container_has_few_rights() {
        String image = read("deploy/Dockerfile");
        assertThat(image.lastIndexOf("\nUSER 10001\n")).isGreaterThan(image.lastIndexOf("\nFROM "));
        String example = read("deploy/compose.yaml");
        assertThat(example.substring(0, example.indexOf("\n  database:")))
                .contains("\n    read_only: true\n", "\n    cap_drop: [ALL]\n", "no-new-privileges:true");
    }

    @Test
    @DisplayName("[CONF-06] [DOCS-02] the times after which a request gives up are those that the documents say")
    void timeouts_are_documented() throws IOException {
        Properties settings = new Properties();
        settings.load(
                Files.newBufferedReader(Path.of("src/main/resources/application.properties"), StandardCharsets.UTF_8));
        assertThat(settings)
                .containsEntry("quarkus.datasource.jdbc.acquisition-timeout", "2S")
                .doesNotContainKey(ProcessResources.CONNECTIONS)
                .containsEntry("quarkus.datasource.jdbc.additional-jdbc-properties.socketTimeout", "7");
        assertThat(settings.getProperty("quarkus.datasource.jdbc.additional-jdbc-properties.options"))
                .contains("statement_timeout=3s");
        assertThat(page("operations").replaceAll("\\s+", " "))
                .contains("two seconds for a connection of the pool", "three for a statement", "seven for a");
    }

    @Test
    @DisplayName("[DOCS-02] the diagram of tables names tables that are there")
    void drawn_tables_exist() throws IOException {
        String diagram = MarkdownDocument.of("src/site/markdown/architecture.md").blocks().stream()
                .map(MarkdownDocument.Block::text)
                .filter(text -> text.startsWith("erDiagram"))
                .findFirst()
                .orElseThrow();
        TreeSet<String> drawn = new TreeSet<>();
        Matcher table = Pattern.compile("(?m)^  ([a-z_]+)(?: \\S*--\\S* ([a-z_]+) :.*)?$")
                .matcher(diagram);
        while (table.find()) {
            drawn.add(table.group(1));
            if (table.group(2) != null) {
                drawn.add(table.group(2));
            }
        }
        TreeSet<String> created = new TreeSet<>();
        try (Stream<Path> migrations = Files.list(Path.of("src/main/resources/db/migration"))) {
            migrations
                    .map(migration -> read(migration.toString()))
                    .flatMap(sql -> Pattern.compile("create table ([a-z_]+)")
                            .matcher(sql)
                            .results())
                    .forEach(found -> created.add(found.group(1)));
        }
        assertThat(drawn).hasSizeGreaterThan(20);
        assertThat(created).containsAll(drawn);
    }
}
