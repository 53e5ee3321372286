package dev.sallyport.mailing.template;

import dev.sallyport.base.language.Language;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Properties;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The texts of mails in every language, from {@code mails/texts_<language>.properties}. A notice has a headline and a
 * body, each named after its kind. A text names the values of its mail in braces.
 */
final class MailTexts {

    private static final Pattern VALUE = Pattern.compile("\\{(\\w+)}");

    /** Between two words of a key; the files join them by a capital letter. */
    private static final Pattern JOINT = Pattern.compile("_([a-z])");

    private final Map<Language, Properties> texts = new EnumMap<>(Language.class);

    MailTexts() {
        for (Language language : Language.values()) {
            texts.put(language, read("/mails/texts_" + language.tag() + ".properties"));
        }
    }

    private static Properties read(String file) {
        Properties read = new Properties();
        try (InputStream stream = MailTexts.class.getResourceAsStream(file);
                Reader reader = new InputStreamReader(Objects.requireNonNull(stream, file), StandardCharsets.UTF_8)) {
            read.load(reader);
            return read;
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /** Whether there is such a text. */
    boolean has(String key) {
        return of(Language.ENGLISH).containsKey(inFile(key));
    }

    /**
     * A text with its values in it.
     *
     * @param key in lower case with underscores, as templates write it
     * @return empty if there is no such text, or if the mail does not have a value that it names
     */
    Optional<String> find(Language language, String key, Map<String, Object> values) {
        String text = of(language).getProperty(inFile(key));
        if (text == null || VALUE.matcher(text).results().anyMatch(named -> !values.containsKey(named.group(1)))) {
            return Optional.empty();
        }
        return Optional.of(VALUE.matcher(text)
                .replaceAll(named -> Matcher.quoteReplacement(String.valueOf(values.get(named.group(1))))));
    }

    private Properties of(Language language) {
        return Objects.requireNonNull(texts.get(language));
    }

    private static String inFile(String key) {
        return JOINT.matcher(key).replaceAll(joint -> joint.group(1).toUpperCase(Locale.ROOT));
    }
}
