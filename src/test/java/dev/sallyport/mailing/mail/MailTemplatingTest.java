package dev.sallyport.mailing.mail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sallyport.base.language.Language;
import dev.sallyport.mailing.brand.Brand;
import dev.sallyport.mailing.mailpage.Links;
import dev.sallyport.mailing.template.MailContents;
import dev.sallyport.mailing.template.MailPart;
import dev.sallyport.mailing.template.MailRenderer;
import io.quarkus.runtime.configuration.ConfigurationException;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The check of own templates at the start, with the mails that the service really sends. */
@QuarkusTest
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class MailTemplatingTest {

    @Inject
    MailSamples samples;

    @Inject
    Links links;

    @TempDir
    Path folder;

    private MailRenderer start() {
        return new MailTemplating().renderer(new WithTemplates(folder), samples, links);
    }

    @Test
    @DisplayName("[N6] The built-in templates are templates as an operator's: each is accepted for its kind of mail")
    void the_built_in_ones_are_accepted() throws IOException {
        for (MailKind kind : MailKind.values()) {
            for (Language language : Language.values()) {
                String name = samples.full(kind, language, Brand.NONE).template();
                for (String ending : new String[] {".txt", ".html"}) {
                    Files.writeString(
                            folder.resolve(kind.text() + "." + language.tag() + ending), builtIn(name + ending));
                }
            }
        }
        Files.writeString(folder.resolve("layout.html"), builtIn("layout.html"));
        MailRenderer own = start();
        MailContents mail = samples.full(MailKind.NEW_DEVICE, Language.FRENCH, Brand.NONE);
        for (MailPart part : MailPart.values()) {
            assertThat(own.render(part, mail)).isEqualTo(MailRenderer.builtIn().render(part, mail));
        }
    }

    @Test
    @DisplayName("[N6] A fault in a template stops the start, which names file and line")
    void a_fault_stops_the_start() throws IOException {
        Files.writeString(folder.resolve("password_changed.en.txt"), "{headline}\n\n{link} {account}\n");
        assertThatThrownBy(this::start)
                .isInstanceOf(ConfigurationException.class)
                .hasMessageStartingWith("SALLYPORT_MAIL_TEMPLATES: password_changed.en.txt:3: ")
                .hasMessageContaining("account");
        Files.writeString(folder.resolve("password_changed.en.txt"), "{link} https://evil.test/\n");
        assertThatThrownBy(this::start).hasMessageContaining("password_changed.en.txt:1: the link https://evil.test/");
        Files.writeString(folder.resolve("password_changed.en.txt"), "{link}\n");
        Files.writeString(folder.resolve("notes.md"), "x");
        assertThatThrownBy(this::start)
                .hasMessage("SALLYPORT_MAIL_TEMPLATES: notes.md: there is no such mail, language or part");
    }

    @ParameterizedTest
    @DisplayName("[N6] A value that may be missing is not taken for granted where another one is there")
    @CsvSource(delimiter = '|', textBlock = """
            {#if where??}{browser}{/if}           | browser
            {#if os??}{where}{/if}                | where
            {#if brand.name??}{brand.logo}{/if}   | logo
            {#if brand.logo??}{brand.name}{/if}   | name
            {#if brand.logo??}{brand.footer}{/if} | footer
            {#if brand.name??}{brand.support}{/if} | support
            """)
    void missing_singly(String text, String missing) throws IOException {
        Files.writeString(folder.resolve("password_changed.en.txt"), "{link}\n" + text + "\n");
        assertThatThrownBy(this::start)
                .isInstanceOf(ConfigurationException.class)
                .hasMessageStartingWith("SALLYPORT_MAIL_TEMPLATES: password_changed.en.txt:2: ")
                .hasMessageContaining(missing);
    }

    @Test
    @DisplayName("The documentation names every kind of mail with its values")
    void documented() throws IOException {
        String chapter = Files.readString(Path.of("src/site/markdown/mails.md"));
        assertThat(Arrays.stream(MailKind.values()).map(MailTemplatingTest::row))
                .allSatisfy(row -> assertThat(chapter).contains(row));
    }

    private static String row(MailKind kind) {
        return "| `" + kind.text() + "` | " + MailVariables.row(kind) + " |";
    }

    private static String builtIn(String name) throws IOException {
        try (InputStream stream = MailWriter.class.getResourceAsStream("/mails/" + name)) {
            return new String(Objects.requireNonNull(stream, name).readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private record WithTemplates(Path folder) implements MailConfig {
        @Override
        public boolean console() {
            return false;
        }

        @Override
        public Optional<String> templates() {
            return Optional.of(folder.toString());
        }

        @Override
        public int atOnce() {
            return 1;
        }

        @Override
        public Duration pollInterval() {
            return Duration.ofSeconds(1);
        }
    }
}
