package dev.sallyport.base.language;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.base.problem.ProblemType;
import dev.sallyport.factors.factor.DefaultNames;
import dev.sallyport.mailing.mail.MailKind;
import dev.sallyport.mailing.mailpage.LinkPage;
import io.quarkus.qute.i18n.Message;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.lang.reflect.Method;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

/** The messages of every language against those in English: the same ones, with the same placeholders. */
class MessagesTest {

    private static final Pattern PLACE = Pattern.compile("\\{[^}]*}");

    private static Map<String, String> english(String type) {
        Map<String, String> messages = new TreeMap<>();
        for (Method method : load(type).getDeclaredMethods()) {
            messages.put(method.getName(), method.getAnnotation(Message.class).value());
        }
        return messages;
    }

    /** The method of a message's key. */
    private static String method(String key) {
        return Pattern.compile("_([a-z])")
                .matcher(key)
                .replaceAll(letter -> letter.group(1).toUpperCase(Locale.ROOT));
    }

    private static Class<?> load(String type) {
        try {
            return Class.forName(type);
        } catch (ClassNotFoundException e) {
            throw new AssertionError(e);
        }
    }

    private static Map<String, String> translated(String resource) throws IOException {
        Properties properties = new Properties();
        try (InputStream stream = MessagesTest.class.getResourceAsStream(resource)) {
            properties.load(new InputStreamReader(stream, StandardCharsets.UTF_8));
        }
        Map<String, String> messages = new TreeMap<>();
        properties.forEach((key, value) -> messages.put((String) key, (String) value));
        return messages;
    }

    private static Set<String> places(String message) {
        Set<String> places = new TreeSet<>();
        Matcher place = PLACE.matcher(message);
        while (place.find()) {
            places.add(place.group());
        }
        return places;
    }

    private static void assertComplete(Map<String, String> english, Map<String, String> translated) {
        assertThat(translated.keySet()).isEqualTo(english.keySet());
        translated.forEach((key, text) -> {
            assertThat(text).as(key).isNotBlank().isNotEqualTo(english.get(key));
            assertThat(places(text)).as(key).isEqualTo(places(english.get(key)));
        });
    }

    @ParameterizedTest
    @EnumSource(value = Language.class, mode = Mode.EXCLUDE, names = "ENGLISH")
    @DisplayName("[N5] every mail is written in every language")
    void mails(Language language) throws IOException {
        Map<String, String> english = translated("/mails/texts_en.properties");

        assertComplete(english, translated("/mails/texts_" + language.tag() + ".properties"));
        assertThat(english.keySet())
                .containsAll(Arrays.stream(MailKind.values())
                        .map(kind -> method(kind.text() + "_headline"))
                        .collect(Collectors.toSet()));
    }

    @ParameterizedTest
    @EnumSource(value = Language.class, mode = Mode.EXCLUDE, names = "ENGLISH")
    @DisplayName("[N5] every page is written in every language")
    void pages(Language language) throws IOException {
        Map<String, String> english = english("dev.sallyport.mailing.mailpage.PageMessages");

        assertComplete(english, translated("/messages/page_" + language.tag() + ".properties"));
        for (LinkPage page : LinkPage.values()) {
            String name = page.name().toLowerCase(Locale.ROOT);
            for (String part : List.of("_title", "_body", "_button", "_done")) {
                assertThat(english.keySet()).contains(method(name + part));
            }
        }
    }

    @ParameterizedTest
    @EnumSource(value = Language.class, mode = Mode.EXCLUDE, names = "ENGLISH")
    @DisplayName("[N5] every problem has a title in every language")
    void titles(Language language) throws IOException {
        Map<String, String> english = Arrays.stream(ProblemType.values())
                .collect(Collectors.toMap(ProblemType::slug, ProblemType::title, (one, other) -> one, TreeMap::new));

        assertComplete(english, translated("/problem/titles_" + language.tag() + ".properties"));
    }

    @ParameterizedTest
    @EnumSource(Language.class)
    @DisplayName("[N5] every kind of authenticator has a name in every language")
    void authenticators(Language language) throws IOException {
        Map<String, String> names = translated("/authenticators/names_" + language.tag() + ".properties");

        assertThat(names).containsOnlyKeys("app", "passkey");
        assertThat(DefaultNames.ofApp(language.tag())).isNotBlank().isEqualTo(names.get("app"));
        assertThat(DefaultNames.ofPasskey(language.tag())).isNotBlank().isEqualTo(names.get("passkey"));
    }
}
