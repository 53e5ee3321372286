package dev.sallyport.security.throttle;

import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Denials (403) of a caller that leave an event in the trail: each of the first {@value #EACH} in fifteen minutes, then
 * the hundredth, the thousandth and so on, which say how many there were. A caller with a valid token could fill the
 * trail otherwise.
 *
 * <p>Each replica counts in memory, up to a fixed number of callers.
 */
@Singleton
public class DenialThrottle {

    static final int EACH = 20;

    /** Callers that are counted; the one that was longest without a denial goes first. */
    static final int MOST_COUNTS = 10_000;

    private static final Limit RECORDED = new Limit(EACH, Duration.ofMinutes(15));

    private final Map<String, Window> counts = new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Window> eldest) {
            return size() > MOST_COUNTS;
        }
    };

    /**
     * One denial.
     *
     * @param number of the caller in its window, from 1
     */
    public record Denial(int number) {

        /** Whether it leaves an event. */
        public boolean isRecorded() {
            return number <= EACH || isPowerOfTen();
        }

        /** Whether there are some before it that left none. */
        public boolean hasUnrecorded() {
            return number > EACH;
        }

        private boolean isPowerOfTen() {
            int rest = number;
            while (rest % 10 == 0) {
                rest /= 10;
            }
            return rest == 1;
        }
    }

    /** Counts one denial of a caller. */
    public synchronized Denial count(String caller, Instant now) {
        Window known = counts.get(caller);
        Window window = known != null && !RECORDED.isOver(known, now) ? known : new Window(0, now);
        Window after = window.plus(1);
        counts.put(caller, after);
        return new Denial(after.taken());
    }
}
