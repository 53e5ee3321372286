package dev.sallyport.policies.policy;

import java.time.Instant;
import java.util.Optional;

/**
 * The requirement of the strictest policy of a user's accounts.
 *
 * @param required whether any account requires two-factor sign-in
 * @param dueAt from when on it binds; until then set-up may be skipped
 */
public record Requirement(boolean required, Optional<Instant> dueAt) {

    /** No account requires a second factor. */
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
