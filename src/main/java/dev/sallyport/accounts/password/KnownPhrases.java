package dev.sallyport.accounts.password;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Phrases that many people know by heart: examples of good passwords, pangrams, quotations, proverbs. zxcvbn knows the
 * words, and takes each for chosen on its own.
 */
final class KnownPhrases {

    private static final String FILE = "/known-phrases.txt";

    /** What is typed between words, or not. */
    private static final Pattern BETWEEN = Pattern.compile("[^\\p{L}\\p{N}]+");

    /** Digits at the end are what most people add to a phrase that is refused. */
    private static final Pattern END = Pattern.compile("\\p{N}{1,4}$");

    private final Set<String> phrases;

    KnownPhrases() {
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(
                Objects.requireNonNull(KnownPhrases.class.getResourceAsStream(FILE)), StandardCharsets.UTF_8))) {
            phrases = lines.lines()
                    .filter(line -> !line.startsWith("#"))
                    .map(KnownPhrases::letters)
                    .filter(line -> !line.isEmpty())
                    .collect(Collectors.toUnmodifiableSet());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Whether the text is one of them, in any case, with any signs between the words, and with a number behind. */
    boolean contain(String text) {
        String letters = letters(text);
        return phrases.contains(letters)
                || phrases.contains(END.matcher(letters).replaceFirst(""));
    }

    private static String letters(String text) {
        return BETWEEN.matcher(text.toLowerCase(Locale.ROOT)).replaceAll("");
    }
}
