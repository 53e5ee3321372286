package dev.sallyport.base.problem;

import com.google.errorprone.annotations.CompileTimeConstant;
import dev.sallyport.base.language.Language;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A text for people: an English template and the values of its places, such as <code>{0}</code>. The template is the
 * key of its translations ({@link TextTables}), and the places are filled after it is translated.
 *
 * @param english the template
 * @param values by the name of their place; another text among them is translated, too
 */
public record Text(String english, Map<String, Object> values) {

    private static final Pattern PLACE = Pattern.compile("\\{([A-Za-z0-9]+)}");

    /**
     * A text with translations.
     *
     * @param values of the places, which are numbered from 0
     */
    public static Text of(@CompileTimeConstant String english, Object... values) {
        return numbered(english, values);
    }

    /** A text that has no translation, since operators and programs read it. */
    public static Text untranslated(String english) {
        return new Text("{0}", Map.of("0", english));
    }

    /** The names, any of which will do. */
    public static Text anyOf(Collection<String> names) {
        return names.stream()
                .map(Text::untranslated)
                .reduce((one, other) -> of("{0} or {1}", one, other))
                .orElseThrow();
    }

    static Text numbered(String english, Object... values) {
        Map<String, Object> places = new LinkedHashMap<>();
        for (int at = 0; at < values.length; at++) {
            places.put(Integer.toString(at), values[at]);
        }
        return new Text(english, places);
    }

    /** The text in a language; in English where it has no translation. */
    public String in(Language language) {
        return PLACE.matcher(TextTables.translated(english, language))
                .replaceAll(place -> Matcher.quoteReplacement(value(place.group(1), place.group(), language)));
    }

    private String value(String name, String place, Language language) {
        Object value = values.getOrDefault(name, place);
        return value instanceof Text text ? text.in(language) : String.valueOf(value);
    }

    /** The text in English, as logs and commands have it. */
    @Override
    public String toString() {
        return in(Language.ENGLISH);
    }
}
