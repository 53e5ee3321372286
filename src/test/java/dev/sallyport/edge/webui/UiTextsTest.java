package dev.sallyport.edge.webui;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sallyport.base.language.Language;
import dev.sallyport.security.audit.AuditType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The files of the reference pages, as they are written. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class UiTextsTest {

    private static final Path PAGES = Path.of("src/main/webui");
    private static final int MOST_LINES = 250;

    /** A key as a script writes it, whole or up to what is filled in. */
    private static final Pattern KEY = Pattern.compile("['`]([a-z][a-z0-9-]*\\.[A-Za-z0-9_.-]*)(['`]|\\$\\{)");

    private static final Pattern PLACEHOLDER = Pattern.compile("\\{\\w+}");

    /** What turns text into markup or code, or sets a style that the policy refuses. */
    private static final Pattern SINK =
            Pattern.compile("\\b(innerHTML|outerHTML|insertAdjacentHTML|document\\.write|eval\\(|"
                    + "new Function|DOMParser|setHTML|createContextualFragment|\\.style\\b|javascript:)");

    /** Events without a user in them, and of a user who is gone. */
    private static final Set<AuditType> NOT_ABOUT_A_USER = EnumSet.of(
            AuditType.PASSWORD_LIST_UNAVAILABLE,
            AuditType.USERS_IMPORT_STARTED,
            AuditType.USERS_IMPORTED,
            AuditType.USERS_EXPORT_STARTED,
            AuditType.USERS_EXPORTED,
            AuditType.USER_ERASED,
            AuditType.ACCOUNT_ERASED,
            AuditType.ACCOUNT_RENAMED,
            AuditType.CLIENT_SECRET_FAIL,
            AuditType.CLIENT_CREATED,
            AuditType.CLIENT_CHANGED,
            AuditType.CLIENT_SECRET_ROTATED,
            AuditType.CLIENT_DELETED,
            AuditType.WEBHOOK_CREATED,
            AuditType.WEBHOOK_CHANGED,
            AuditType.WEBHOOK_SECRET_ROTATED,
            AuditType.WEBHOOK_DELETED,
            AuditType.WEBHOOK_DISABLED,
            AuditType.SIGNING_KEY_ROTATED,
            AuditType.SIGNING_KEY_REMOVED,
            AuditType.IDENTITY_PROVIDER_ADDED,
            AuditType.IDENTITY_PROVIDER_REMOVED);

    @ParameterizedTest(name = "[UI-03] {0} has every text, with the same values in it")
    @EnumSource(Language.class)
    void every_text_is_in_every_language(Language language) throws IOException {
        Map<String, Object> english = texts(Language.ENGLISH);
        Map<String, Object> translated = texts(language);

        assertThat(translated.keySet()).isEqualTo(english.keySet());
        english.forEach((key, text) ->
                assertThat(placeholders(translated.get(key))).as(key).isEqualTo(placeholders(text)));
        assertThat(translated.values())
                .allSatisfy(text -> assertThat(text.toString()).isNotBlank());
    }

    @ParameterizedTest
    @EnumSource(Language.class)
    void numbers_have_every_form_of_the_language(Language language) throws IOException {
        Set<String> forms = language == Language.JAPANESE ? Set.of("other") : Set.of("one", "other");
        texts(language).forEach((key, text) -> {
            if (text instanceof Map<?, ?> ofNumber) {
                assertThat(ofNumber.keySet()).as(key).isEqualTo(forms);
            }
        });
    }

    @Test
    @DisplayName("[UI-03] every text that a page asks for is there, and every text is asked for")
    void texts_fit_the_pages() throws IOException {
        Set<String> texts = texts(Language.ENGLISH).keySet();
        Set<String> areas =
                texts.stream().map(key -> key.replaceAll("\\..*", "")).collect(Collectors.toSet());
        Set<String> whole = new TreeSet<>();
        Set<String> begun = new TreeSet<>();
        for (Path script : scripts()) {
            for (MatchResult key :
                    KEY.matcher(Files.readString(script)).results().toList()) {
                if (areas.contains(key.group(1).replaceAll("\\..*", ""))) {
                    (key.group(2).equals("${") ? begun : whole).add(key.group(1));
                }
            }
        }

        assertThat(whole).hasSizeGreaterThan(100);
        assertThat(texts).containsAll(whole);
        assertThat(texts.stream()
                        .filter(key -> !whole.contains(key) && begun.stream().noneMatch(key::startsWith)))
                .as("texts that no page shows")
                .isEmpty();
    }

    @ParameterizedTest(name = "[UI-03] {0} has a text for each event that a user's own page can show")
    @EnumSource(Language.class)
    void every_event_about_a_user_has_a_text(Language language) throws IOException {
        assertThat(texts(language).keySet())
                .containsAll(Arrays.stream(AuditType.values())
                        .filter(type -> !NOT_ABOUT_A_USER.contains(type))
                        .map(type -> "event." + type.text())
                        .toList());
    }

    @Test
    @DisplayName("[UI-01] no script makes markup from text, and no file has a script or a style in a line")
    void nothing_makes_markup_from_text() throws IOException {
        for (Path script : scripts()) {
            assertThat(Files.readString(script)).as(script.toString()).doesNotContainPattern(SINK);
        }
        assertThat(Files.readString(PAGES.resolve("index.html")))
                .doesNotContainPattern("<script(?![^>]* src=)")
                .doesNotContainPattern("<style|\\sstyle=|\\son\\w+=");
    }

    @Test
    void files_are_short() throws IOException {
        try (Stream<Path> files = Files.walk(PAGES)) {
            assertThat(files.filter(file -> file.toString().matches(".*\\.(js|css|html|json)"))
                            .filter(file -> !file.startsWith(PAGES.resolve("client"))))
                    .hasSizeGreaterThan(40)
                    .allSatisfy(file -> assertThat(Files.readAllLines(file))
                            .as(file.toString())
                            .hasSizeLessThanOrEqualTo(MOST_LINES));
        }
    }

    @Test
    void the_languages_are_those_of_the_service() throws IOException {
        List<String> offered = Pattern.compile("\\b([a-z]{2}): '")
                .matcher(Files.readString(PAGES.resolve("lib/i18n.js")))
                .results()
                .map(found -> found.group(1))
                .toList();
        assertThat(offered)
                .isEqualTo(Arrays.stream(Language.values()).map(Language::tag).toList());
    }

    private static List<Path> scripts() throws IOException {
        try (Stream<Path> files = Files.walk(PAGES)) {
            return files.filter(file -> file.toString().endsWith(".js"))
                    .filter(file -> !file.startsWith(PAGES.resolve("client")))
                    .toList();
        }
    }

    private static Set<String> placeholders(Object text) {
        return PLACEHOLDER
                .matcher(text.toString())
                .results()
                .map(MatchResult::group)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Map<String, Object> texts(Language language) throws IOException {
        Map<String, Object> all = new TreeMap<>();
        try (Stream<Path> files = Files.list(PAGES.resolve("i18n").resolve(language.tag()))) {
            for (Path file : files.toList()) {
                Map<String, Object> part = new ObjectMapper().readValue(file.toFile(), new TypeReference<>() {});
                assertThat(all)
                        .as(file.toString())
                        .doesNotContainKeys(part.keySet().toArray(String[]::new));
                all.putAll(part);
            }
        }
        return all;
    }
}
