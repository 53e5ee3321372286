package dev.sallyport.signin.sso;

import java.time.Instant;
import java.util.Optional;

/**
 * When the user of an ID token last proved who they are (OpenID Connect Core section 2, {@code auth_time}).
 *
 * <p>Only {@code auth_time} says it. The time of issue does not: a provider issues a token without asking its user
 * while that user is signed in there ({@code prompt=none}), and a script of the front end can ask for it.
 */
final class ProofTime {

    /** The time where the provider states none: older than every age that an operation allows. */
    static final Instant UNKNOWN = Instant.EPOCH;

    private ProofTime() {}

    /** The time as far as it is known; one in the future counts as now, whatever the clock of the provider states. */
    static Instant of(Optional<Instant> authTime, Instant now) {
        return authTime.map(stated -> stated.isAfter(now) ? now : stated).orElse(UNKNOWN);
    }
}
