package dev.sallyport.security.caller;

import dev.sallyport.base.ids.SessionId;
import dev.sallyport.base.ids.UserId;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * A caller who can set up a second factor: a user with a session, or the holder of an enrollment token.
 *
 * @param holder what a set-up that they begin belongs to: the session, or the challenge behind the enrollment token
 * @param session the session to raise, or empty for an enrollment token, which gets a new one
 * @param epoch the only epoch in which an enrollment token is valid, or empty for a session
 * @param amr what the caller has proved so far
 */
public record EnrollmentSubject(
        UserId userId, UUID holder, Optional<SessionId> session, Optional<Integer> epoch, List<String> amr) {}
