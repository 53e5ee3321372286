package dev.sallyport.security.throttle;

import java.time.Duration;
import java.util.List;

/**
 * What is left of an allowance of the caller, after one was taken for a request: an event, for the answer to say so.
 *
 * @param quotas one for each limit
 */
public record SpentAllowance(List<Quota> quotas) {

    /**
     * One limit of an allowance.
     *
     * @param policy its name
     * @param most how many it allows in its window
     * @param left how many more there can be in this one
     * @param endsIn when this one ends; zero or less where none has begun
     */
    public record Quota(String policy, int most, Duration window, int left, Duration endsIn) {}
}
