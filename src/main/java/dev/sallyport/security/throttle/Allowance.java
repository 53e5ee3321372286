package dev.sallyport.security.throttle;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * How many of something an owner may take in one or more time windows.
 *
 * @param limits at most {@value #MAX_LIMITS}, the longest last, in an order that MUST stay while rows of the kind are
 *     kept: a row has one window for each
 */
public record Allowance(AllowanceKind kind, List<Limit> limits) {

    static final int MAX_LIMITS = 3;

    public Allowance {
        if (limits.isEmpty() || limits.size() > MAX_LIMITS) {
            throw new IllegalArgumentException("An allowance has one to " + MAX_LIMITS + " limits");
        }
    }

    public static Allowance of(AllowanceKind kind, Limit... limits) {
        return new Allowance(kind, List.of(limits));
    }

    /** When the longest window is over that begins now. */
    Instant endOfNew(Instant now) {
        return now.plus(limits.get(limits.size() - 1).length());
    }

    /** The time at which the last full window ends; empty if no window is full. */
    Optional<Instant> fullUntil(List<Window> windows, Instant now) {
        return IntStream.range(0, limits.size())
                .filter(at -> limits.get(at).isFull(windows.get(at), now))
                .mapToObj(at -> limits.get(at).endOf(windows.get(at)))
                .max(Instant::compareTo);
    }

    /** What is left after the windows are these. The first limit has the name alone, the others with their window. */
    SpentAllowance left(String policy, List<Window> after, Instant now) {
        return new SpentAllowance(IntStream.range(0, limits.size())
                .mapToObj(at -> limits.get(at)
                        .quota(at == 0 ? policy : policy + "-" + limits.get(at).unit(), after.get(at), now))
                .toList());
    }

    /** The result of taking some, after which the windows are these. */
    AllowanceResult verify(List<Window> after, int count, Instant now) {
        List<Window> before = after.stream().map(window -> window.plus(-count)).toList();
        Optional<Instant> fullUntil = fullUntil(before, now);
        Window first = after.get(0);
        return new AllowanceResult(
                fullUntil.isEmpty(),
                first.taken(),
                fullUntil.map(until -> Duration.between(now, until)).orElse(Duration.ZERO),
                limits.get(0).endOf(first));
    }
}
