package dev.sallyport.edge.platform;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
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

    /** Turns of phrase that a reader has to read twice. */
    private static final Pattern DIALECT = Pattern.compile(
            "(?i)\\b(whoever|somebody|nobody|anybody|comes besides|is told by|goes on|go on|any more|second door"
                    + "|first door)\\b");

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
}
