package dev.sallyport.client;

import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What an operation requires of a sign-in.
 *
 * @param acr the lowest level
 * @param maxAge how long ago the user may have authenticated; empty where that does not matter. Whole seconds count
 */
public record Requirement(Acr acr, Optional<Duration> maxAge) {

    /** Any session of a user. */
    public static final Requirement SIGNED_IN = new Requirement(Acr.ONE_FACTOR, Optional.empty());

    /** A session with two factors. */
    public static final Requirement TWO_FACTORS = new Requirement(Acr.TWO_FACTORS, Optional.empty());

    /**
     * Checks the values.
     *
     * @param acr the lowest level
     * @param maxAge how long ago the user may have authenticated
     * @throws IllegalArgumentException if the age is less than a second
     */
    public Requirement {
        Objects.requireNonNull(acr, "acr");
        if (maxAge.isPresent() && maxAge.get().toSeconds() < 1) {
            throw new IllegalArgumentException("The age must be at least a second");
        }
    }

    /**
     * The same, with a recent authentication.
     *
     * @param age how long ago it may be, at least a second
     * @return the new requirement
     */
    public Requirement within(Duration age) {
        return new Requirement(acr, Optional.of(age));
    }

    /** Both: the higher level, and the shorter age. */
    Requirement and(Requirement other) {
        return new Requirement(
                acr.compareTo(other.acr) > 0 ? acr : other.acr,
                Stream.concat(maxAge.stream(), other.maxAge.stream()).min(Duration::compareTo));
    }

    /** The parameters of a challenge (RFC 9470 section 3). */
    String parameters() {
        String level = "acr_values=\"" + acr.value() + "\"";
        return maxAge.map(age -> level + ", max_age=" + age.toSeconds()).orElse(level);
    }
}
