package dev.sallyport.accounts.password;

import dev.sallyport.base.problem.ProblemException;
import dev.sallyport.base.problem.ProblemType;
import dev.sallyport.base.problem.Text;
import jakarta.inject.Singleton;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.text.Normalizer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The rules for new passwords (NIST SP 800-63B section 3.1.1.2): minimum length, not well known, not easily guessed.
 * There are no composition rules. It works offline, by zxcvbn's lists of common passwords, names and patterns, and by
 * {@link KnownPhrases}.
 *
 * <p>Rating a password keeps a core busy: callers do it on {@link HashingPool}.
 */
@Singleton
public class PasswordPolicy {

    public static final int MIN_LENGTH = 8;
    public static final int MAX_LENGTH = 256;

    /** Of zxcvbn's score 3, "safely unguessable" against an offline attack on a slow hash. */
    private static final double MIN_GUESSES = 1e8 + 5;

    /**
     * Characters that are rated together. The work grows with their square, and is some 5 ms for the worst of them. A
     * guess of the whole includes each part, so a long password is as strong as the strongest of its parts.
     */
    static final int PART = 48;

    /**
     * The maximum processor time of one rating. The worst text takes 20 ms on one core of 2024: only a far slower
     * machine reaches this limit.
     */
    static final Duration LIMIT = Duration.ofMillis(50);

    /** Shorter words of the context occur in too many other words to be useful. */
    private static final int SHORTEST_WORD = 3;

    private static final Duration RETRY_AFTER = Duration.ofSeconds(2);

    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    private final KnownPhrases phrases = new KnownPhrases();
    private final PasswordGuesses guesses = new PasswordGuesses();
    private final LongSupplier nanoseconds;

    PasswordPolicy() {
        this(THREADS::getCurrentThreadCpuTime);
        warmUp();
    }

    /** @param nanoseconds the time that this thread has used so far */
    PasswordPolicy(LongSupplier nanoseconds) {
        this.nanoseconds = nanoseconds;
    }

    /**
     * Why this password is refused, or empty.
     *
     * @param context what an attacker tries first: the email, the names of the user and of the account
     * @throws ProblemException {@code unavailable} when the time limit is reached: the password is then not rated
     */
    public Optional<Text> objection(String password, List<String> context) {
        String text = Normalizer.normalize(password, Normalizer.Form.NFC);
        int length = text.codePointCount(0, text.length());
        if (length < MIN_LENGTH) {
            return Optional.of(Text.of("Choose a password of at least {0} characters.", MIN_LENGTH));
        }
        String folded = text.toLowerCase(Locale.ROOT);
        if (context.stream().anyMatch(word -> folded.equals(word.toLowerCase(Locale.ROOT)))) {
            return Optional.of(Text.of("Choose a password that is not your name or email address."));
        }
        if (phrases.contain(text)) {
            return Optional.of(Text.of("This is a well-known phrase. Choose unrelated words."));
        }
        long end = nanoseconds.getAsLong() + LIMIT.toNanos();
        boolean strong = parts(text, context).stream().anyMatch(part -> isStrong(part, context, end));
        return strong
                ? Optional.empty()
                : Optional.of(
                        Text.of("The password is too easy to guess. Use a longer one, or several unrelated words."));
    }

    private boolean isStrong(String part, List<String> context, long end) {
        return guesses.of(part, context, () -> refuseAfter(end)) >= MIN_GUESSES;
    }

    private void refuseAfter(long end) {
        if (nanoseconds.getAsLong() > end) {
            throw new ProblemException(ProblemType.UNAVAILABLE).retryAfter(RETRY_AFTER);
        }
    }

    /** The text in parts, each rated on its own; the last one overlaps the one before. */
    static List<String> parts(String text, List<String> context) {
        if (text.length() <= PART) {
            return List.of(text);
        }
        // a word that is cut in two is no longer recognized
        String rest = without(context, text);
        List<String> parts = new ArrayList<>();
        for (int start = 0; start == 0 || start < rest.length(); start += PART) {
            int from = Math.max(0, Math.min(start, rest.length() - PART));
            parts.add(rest.substring(from, Math.min(from + PART, rest.length())));
        }
        return parts;
    }

    private static String without(List<String> words, String text) {
        String any = words.stream()
                .filter(word -> word.length() >= SHORTEST_WORD)
                .map(Pattern::quote)
                .collect(Collectors.joining("|"));
        return any.isEmpty()
                ? text
                : Pattern.compile(any, Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE)
                        .matcher(text)
                        .replaceAll("");
    }

    /** The first ratings load and compile the code, so that no user's rating includes that time. */
    private void warmUp() {
        for (String text : List.of("p@$$w0rd|1+73!4c3%2[", "1990-01-01qwertyuiop", "lantern orbit copper quay")) {
            guesses.of(text, List.of("sallyport"), () -> {});
        }
    }
}
