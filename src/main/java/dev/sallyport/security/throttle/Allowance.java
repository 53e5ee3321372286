package dev.sallyport.security.throttle;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * How much of something its owner may take: so many in each of one or more windows of time.
 *
 * @param limits in an order that MUST stay while rows of the kind are kept: a row has one window for each
 */
public record Allowance(AllowanceKind kind, List<Limit> limits) {

    public static Allowance of(AllowanceKind kind, Limit... limits) {
        return new Allowance(kind, List.of(limits));
    }

    /** When the last of these windows is over, if all begin now. */
    Instant endOfNew(Instant now) {
        Duration longest =
                limits.stream().map(Limit::length).max(Duration::compareTo).orElseThrow();
        return now.plus(longest);
    }

    /** From when on none of these windows is full; empty where none is. */
    Optional<Instant> fullUntil(List<Window> windows, Instant now) {
        return IntStream.range(0, limits.size())
                .filter(at -> limits.get(at).isFull(windows.get(at), now))
                .mapToObj(at -> limits.get(at).endOf(windows.get(at)))
                .max(Instant::compareTo);
    }

    /** What became of taking some, after which the windows are these. */
    Taking judge(List<Window> after, int count, Instant now) {
        List<Window> before = after.stream().map(window -> window.plus(-count)).toList();
        Optional<Instant> fullUntil = fullUntil(before, now);
        Window first = after.get(0);
        return new Taking(
                fullUntil.isEmpty(),
                first.taken(),
                fullUntil.map(until -> Duration.between(now, until)).orElse(Duration.ZERO),
                limits.get(0).endOf(first));
    }
}
