package dev.sallyport.edge.platform;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import dev.sallyport.security.audit.AuditType;
import dev.sallyport.security.crypto.Argon2id;
import dev.sallyport.security.token.AssuranceLevel;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import io.smallrye.config.WithName;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Method;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
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

/** What the documents say of numbers and names, compared with the code. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class DocumentsTest {

    private static final String README = read("README.md");
    private static final String SECURITY = page("security");
    private static final String CONFIGURATION = page("configuration");

    private static final Pattern DEFAULT =
            Pattern.compile("`(SALLYPORT_[A-Z_]+)`(?: \\| [a-z ]+ \\| `| \\(?)(P[A-Z0-9]+|[0-9]+|true|false)\\b");

    /** Turns of phrase that a reader has to read twice. */
    private static final Pattern DIALECT = Pattern.compile(
            "(?i)\\b(whoever|somebody|nobody|anybody|comes besides|is told by|goes on|go on|any more|second door"
                    + "|first door)\\b");

    private static final JavaClasses SERVICE = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("dev.sallyport");

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
                .doesNotContainKey(Sizes.CONNECTIONS)
                .containsEntry("quarkus.datasource.jdbc.additional-jdbc-properties.socketTimeout", "7");
        assertThat(settings.getProperty("quarkus.datasource.jdbc.additional-jdbc-properties.options"))
                .contains("statement_timeout=3s");
        assertThat(page("operations").replaceAll("\\s+", " "))
                .contains("two seconds for a connection of the pool", "three for a statement", "seven for a");
    }

    @Test
    @DisplayName("[DOCS-02] the documents are there: threats, data, what a backend must refuse, how to report a fault")
    void documents_are_there() {
        assertThat(SECURITY)
                .contains("| who | what they can do | what stops them | what does not |")
                .contains("| data | how it is kept | until |");
        assertThat(page("backends"))
                .contains("**Tokens that a backend must refuse**")
                .contains("## Checking tokens in a backend");
        assertThat(page("backends").replaceAll("\\s+", " "))
                .contains(
                        "In this order: `alg` is `ES256`",
                        "`typ` is",
                        "the signature",
                        "`iss` and `aud`",
                        "`exp`; then `acr`")
                .contains("### The token kit", "src/kit/TokenKit.java");
        assertThat(SECURITY)
                .contains("## How a sign-in is decided", "| limited | limit | why |", "## What a session has proved")
                .contains("**Secret** data are", "**Personal** data are", "**Accountable** data are");
        assertThat(CONFIGURATION).contains("### Lifetimes of sessions");
        assertThat(page("decisions")).contains("## Libraries");
        assertThat(page("operations"))
                .contains(
                        "| log | contains | does not contain | who reads it |",
                        "## Rotate keys",
                        "### After a restore");
        assertThat(page("accounts")).contains("## I lost my phone", "| help from support |");
        assertThat(README).contains("## Decisions");
        assertThat(read(".github/SECURITY.md")).contains("report");
    }

    @Test
    @DisplayName(
            "[DOCS-02] README fits into a minute: what it is, how to start, a first sign-in, and where to read more")
    void readme_is_short() {
        assertThat(README.lines()).hasSizeLessThanOrEqualTo(250);
    }

    @Test
    @DisplayName("[DOCS-02] every link and every anchor of a document leads somewhere")
    void links_resolve() {
        Map<Path, MarkdownDocument> documents = MarkdownDocument.all().stream()
                .collect(Collectors.toMap(document -> document.file().normalize(), document -> document));
        List<String> broken = new ArrayList<>();
        documents.forEach((file, document) -> document.links().stream()
                .filter(link -> !link.matches("[a-z]+:.*"))
                .filter(link -> !resolves(file, link, documents))
                .forEach(link -> broken.add(file + ": " + link)));

        assertThat(documents.values())
                .as("links at all")
                .anySatisfy(document -> assertThat(document.links()).hasSizeGreaterThan(10));
        assertThat(broken).isEmpty();
    }

    private static boolean resolves(Path file, String link, Map<Path, MarkdownDocument> documents) {
        String[] parts = link.split("#", 2);
        Path target = parts[0].isEmpty()
                ? file
                : Path.of("").resolve(file).resolveSibling(parts[0]).normalize();
        return Files.exists(target)
                && (parts.length == 1
                        || documents.containsKey(target)
                                && documents.get(target).anchors().contains(parts[1]));
    }

    @Test
    @DisplayName("[DOCS-02] every page of the documents can be reached from README")
    void readme_maps_every_page() {
        List<String> linked = MarkdownDocument.of("README.md").links();
        assertThat(MarkdownDocument.all().stream()
                        .map(document -> document.file().toString())
                        .filter(file -> file.startsWith("src/site/")))
                .isNotEmpty()
                .allSatisfy(file -> assertThat(linked).contains(file));
    }

    @Test
    @DisplayName("[DOCS-02] the documents are in plain English")
    void documents_are_plain() {
        assertThat(MarkdownDocument.all())
                .allSatisfy(document -> assertThat(
                                DIALECT.matcher(document.prose()).results().map(found -> found.group()))
                        .as(document.toString())
                        .isEmpty());
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
