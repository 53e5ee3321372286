package dev.sallyport.base.problem;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sallyport.base.language.Language;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.EnumMap;
import java.util.Map;

/** The translations of {@link Text}: for each language one JSON object from English, read once. */
final class TextTables {

    private static final Map<Language, Map<String, String>> TRANSLATED = new EnumMap<>(Language.class);

    static {
        for (Language language : Language.values()) {
            if (language != Language.ENGLISH) {
                TRANSLATED.put(language, read("/problem/texts_" + language.tag() + ".json"));
            }
        }
    }

    private TextTables() {}

    /** The template in a language; the English one where it has no translation. */
    static String translated(String english, Language language) {
        return TRANSLATED.getOrDefault(language, Map.of()).getOrDefault(english, english);
    }

    private static Map<String, String> read(String resource) {
        try (InputStream stream = TextTables.class.getResourceAsStream(resource)) {
            return Map.copyOf(new ObjectMapper().readValue(stream, new TypeReference<Map<String, String>>() {}));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
