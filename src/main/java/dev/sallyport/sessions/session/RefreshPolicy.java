package dev.sallyport.sessions.session;

import java.time.Instant;

/**
 * Decides whether a refresh must end a session for another reason than its age and its user's state: a policy that has
 * become due.
 *
 * <p>An implementation is called in the transaction of every refresh. It MUST use at most one statement and MUST NOT
 * change anything; the refresh ends the session and reports it.
 */
public interface RefreshPolicy {

    boolean permits(RefreshedSession refreshed, Instant now);
}
