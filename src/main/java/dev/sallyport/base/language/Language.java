package dev.sallyport.base.language;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A language that this service supports. */
public enum Language {
    ENGLISH("en", "d MMMM uuuu, HH:mm"),
    GERMAN("de", "d. MMMM uuuu, HH:mm"),
    FRENCH("fr", "d MMMM uuuu, HH:mm"),
    SPANISH("es", "d 'de' MMMM 'de' uuuu, HH:mm"),
    JAPANESE("ja", "uuuu年M月d日 HH:mm");

    private static final List<Locale> LOCALES =
            Arrays.stream(values()).map(Language::locale).toList();

    /** Longer than any browser sends; a longer header is ignored. */
    private static final int MAX_HEADER = 200;

    /** A system's locale, with its character set and variant. */
    private static final Pattern OF_SYSTEM =
            Pattern.compile("([A-Za-z]{2,8}(?:[_-][A-Za-z0-9]{1,8})*)[.@][A-Za-z0-9.@-]*");

    private static volatile Language fallback = ENGLISH;

    private final String tag;
    private final DateTimeFormatter time;

    Language(String tag, String timePattern) {
        this.tag = tag;
        this.time = DateTimeFormatter.ofPattern(timePattern, Locale.forLanguageTag(tag))
                .withZone(ZoneOffset.UTC);
    }

    /** The language tag (BCP 47), as it is stored and sent. */
    public String tag() {
        return tag;
    }

    public Locale locale() {
        return Locale.forLanguageTag(tag);
    }

    /** A time as people who speak the language read it, in UTC. */
    public String inWords(Instant instant) {
        return time.format(instant);
    }

    /** The language of a tag, whatever the region: {@code de-CH} is German. Empty for an unsupported one. */
    public static Optional<Language> of(String tag) {
        String primary = Locale.forLanguageTag(tag).getLanguage();
        return Arrays.stream(values())
                .filter(language -> language.tag.equals(primary))
                .findFirst();
    }

    /** A user's stored setting; the default where there is none. */
    public static Language ofSetting(@Nullable String setting) {
        return setting == null ? fallback : of(setting).orElse(fallback);
    }

    /** The default language: English, unless a setting changes it. */
    public static Language byDefault() {
        return fallback;
    }

    static void setDefault(Language language) {
        fallback = language;
    }

    /**
     * The language that is requested: a tag as in Accept-Language ({@code de-AT}), as systems write it ({@code
     * de_DE.UTF-8}), in any case, or a whole list of them. Empty if it is not supported.
     */
    public static Optional<Language> asked(String text) {
        if (text == null || text.length() > MAX_HEADER) {
            return Optional.empty();
        }
        try {
            String ranges = tag(text.strip()).replace('_', '-');
            Locale found = Locale.lookup(Locale.LanguageRange.parse(ranges), LOCALES);
            return found == null ? Optional.empty() : of(found.toLanguageTag());
        } catch (IllegalArgumentException | IndexOutOfBoundsException malformed) {
            return Optional.empty(); // the JDK's parser trips over "---"
        }
    }

    private static String tag(String text) {
        Matcher ofSystem = OF_SYSTEM.matcher(text);
        return ofSystem.matches() ? ofSystem.group(1) : text;
    }

    /**
     * The first supported language of an Accept-Language header (RFC 4647 section 3.4); the default if there is none.
     */
    public static Language preferred(String acceptLanguage) {
        return asked(acceptLanguage).orElse(fallback);
    }
}
