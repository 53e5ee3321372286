package dev.sallyport.base.problem;

import dev.sallyport.base.language.Language;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.EnumMap;
import java.util.Map;
import java.util.Properties;

/** The titles of problems in every language, read once. */
final class ProblemTitles {

    private static final Map<Language, Properties> TRANSLATED = new EnumMap<>(Language.class);

    static {
        for (Language language : Language.values()) {
            if (language != Language.ENGLISH) {
                TRANSLATED.put(language, read("/problem/titles_" + language.tag() + ".properties"));
            }
        }
    }

    private ProblemTitles() {}

    static String of(ProblemType type, Language language) {
        Properties titles = TRANSLATED.get(language);
        return titles == null ? type.title() : titles.getProperty(type.slug(), type.title());
    }

    private static Properties read(String resource) {
        Properties titles = new Properties();
        try (InputStream stream = ProblemTitles.class.getResourceAsStream(resource)) {
            titles.load(new InputStreamReader(stream, StandardCharsets.UTF_8));
            return titles;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
