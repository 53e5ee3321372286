package dev.sallyport.policies.policy;

import java.time.Instant;
import java.util.Optional;

/**
 * What one policy requires, or the strictest one of a user's accounts.
 *
 * @param required whether two-factor sign-in is required
 * @param dueAt from when on it binds; until then set-up may be skipped
 */
public record Requirement(boolean required, Optional<Instant> dueAt) {

    /** No second factor is required. */
    public static final Requirement NONE = new Requirement(false, Optional.empty());

    /** Whether it binds now. The server's clock decides. */
    public boolean isDue(Instant now) {
        return required && dueAt.map(due -> !due.isAfter(now)).orElse(true);
    }

    /** Whether it will bind later. */
    public boolean isInGrace(Instant now) {
        return required && !isDue(now);
    }
}
