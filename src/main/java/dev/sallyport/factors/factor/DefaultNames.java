package dev.sallyport.factors.factor;

import dev.sallyport.base.language.Language;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;

/**
 * What an authenticator is called until its user calls it something else, in the language of the user: from {@code
 * authenticators/names_<language>.properties}.
 */
public final class DefaultNames {

    private static final Map<Language, Properties> NAMES = new EnumMap<>(Language.class);

    static {
        for (Language language : Language.values()) {
            NAMES.put(language, read("/authenticators/names_" + language.tag() + ".properties"));
        }
    }

    private DefaultNames() {}

    /**
     * The name of an app.
     *
     * @param language the tag of the user's language
     */
    public static String ofApp(String language) {
        return in(language, "app");
    }

    /** The name of a passkey, in the same way. */
    public static String ofPasskey(String language) {
        return in(language, "passkey");
    }

    private static String in(String language, String authenticator) {
        Properties names = Objects.requireNonNull(NAMES.get(Language.ofSetting(language)));
        return Objects.requireNonNull(names.getProperty(authenticator), authenticator);
    }

    private static Properties read(String file) {
        Properties names = new Properties();
        try (InputStream stream = DefaultNames.class.getResourceAsStream(file);
                Reader reader = new InputStreamReader(Objects.requireNonNull(stream, file), StandardCharsets.UTF_8)) {
            names.load(reader);
            return names;
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
