package dev.sallyport.sessions.session;

import java.time.Instant;

/**
 * What may end a session when it is refreshed, beside its age and its user's state: a policy that has become due for it.
 *
 * <p>An implementation is asked in the transaction of every refresh: it MUST take one statement at most, and MUST only
 * answer. The refresh ends the session and says so.
 */
public interface RefreshPolicy {

    boolean permits(RefreshedSession refreshed, Instant now);
}
