package dev.sallyport.policies.policy;

import java.time.Instant;
import java.util.Optional;

/**
 * What the strictest policy of a user's accounts asks of them.
 *
 * @param required whether any account requires two-factor sign-in
 * @param dueAt from when on it binds; until then set-up may be skipped
 */
public record Requirement(boolean required, Optional<Instant> dueAt) {

    /** Nobody asks for anything. */
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
