package dev.sallyport.language;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** A language that this service speaks with people. */
public enum Language {
    ENGLISH("en", "d MMMM uuuu, HH:mm"),
    GERMAN("de", "d. MMMM uuuu, HH:mm"),
    FRENCH("fr", "d MMMM uuuu, HH:mm"),
    SPANISH("es", "d 'de' MMMM 'de' uuuu, HH:mm"),
    JAPANESE("ja", "uuuu年M月d日 HH:mm");

    private static final List<Locale> LOCALES =
            Arrays.stream(values()).map(Language::locale).toList();

    /** Longer than any browser sends; a longer header is somebody's game. */
    private static final int MAX_HEADER = 200;

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

    /** The language of a tag, whatever the region: {@code de-CH} is German. Empty for one that is not spoken here. */
    public static Optional<Language> of(String tag) {
        String primary = Locale.forLanguageTag(tag).getLanguage();
        return Arrays.stream(values())
                .filter(language -> language.tag.equals(primary))
                .findFirst();
    }

    /** A user's stored setting; English where there is none. */
    public static Language ofSetting(String setting) {
        return setting == null ? ENGLISH : of(setting).orElse(ENGLISH);
    }

    /** What an Accept-Language header asks for first (RFC 4647 section 3.4); English where it asks for none of ours. */
    public static Language preferred(String acceptLanguage) {
        if (acceptLanguage == null || acceptLanguage.length() > MAX_HEADER) {
            return ENGLISH;
        }
        try {
            Locale found = Locale.lookup(Locale.LanguageRange.parse(acceptLanguage), LOCALES);
            return found == null ? ENGLISH : of(found.toLanguageTag()).orElse(ENGLISH);
        } catch (IllegalArgumentException | IndexOutOfBoundsException malformed) {
            return ENGLISH; // the JDK's parser trips over "---"
        }
    }
}
