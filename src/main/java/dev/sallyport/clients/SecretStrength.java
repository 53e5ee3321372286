package dev.sallyport.clients;

import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Checks whether a secret that an operator chose is long and random enough for a client with every scope. It is stored
 * as a fast hash and never expires, so it must not be guessable.
 */
public final class SecretStrength {

    static final int MIN_LENGTH = 32;

    /** Different pairs of adjacent characters: 32 random hex digits have about 29, a repeated word has few. */
    static final int MIN_PAIRS = 16;

    private SecretStrength() {}

    /**
     * What is wrong with a secret, to follow its name; empty if it is strong enough. The secret itself is not included.
     */
    public static Optional<String> fault(String secret) {
        if (secret.length() < MIN_LENGTH || !secret.chars().allMatch(SecretStrength::isVisible)) {
            return Optional.of("must have at least " + MIN_LENGTH
                    + " letters, digits and signs of ASCII, without spaces: `openssl rand -hex 32` makes one");
        }
        boolean random = pairs(secret) >= MIN_PAIRS && 3 * steps(secret) < 2L * secret.length();
        return random ? Optional.empty() : Optional.of("must be random: `openssl rand -hex 32` makes one");
    }

    private static boolean isVisible(int character) {
        return character > ' ' && character < 127;
    }

    private static long pairs(String secret) {
        return IntStream.range(1, secret.length())
                .mapToObj(at -> secret.substring(at - 1, at + 1))
                .distinct()
                .count();
    }

    /** Neighbors that are the same or follow each other, as in "aaaa", "abcd" and "4321". */
    private static long steps(String secret) {
        return IntStream.range(1, secret.length())
                .filter(at -> Math.abs(secret.charAt(at) - secret.charAt(at - 1)) <= 1)
                .count();
    }
}
