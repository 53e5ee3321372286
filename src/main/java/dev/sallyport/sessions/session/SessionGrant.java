package dev.sallyport.sessions.session;

import dev.sallyport.base.cookie.CookieToken;
import dev.sallyport.base.ids.SessionId;
import dev.sallyport.security.token.AssuranceLevel;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A committed session, ready for its tokens to be signed.
 *
 * @param deviceToken for the client to keep, where it showed one or its device was just trusted
 */
public record SessionGrant(
        SessionId id,
        SessionUser user,
        int generation,
        AssuranceLevel level,
        List<String> amr,
        Instant authTime,
        Instant refreshExpiresAt,
        Optional<CookieToken> deviceToken) {

    static SessionGrant of(Session session, SessionUser user) {
        SessionProof proof = session.freshProof();
        return new SessionGrant(
                session.id(),
                user,
                session.generation(),
                proof.level(),
                proof.amr(),
                session.authTime(),
                session.idleExpiresAt(),
                Optional.empty());
    }

    public SessionGrant withDeviceToken(Optional<CookieToken> token) {
        return new SessionGrant(id, user, generation, level, amr, authTime, refreshExpiresAt, token);
    }

    @Override
    public String toString() {
        return "SessionGrant[id=" + id + "]";
    }
}
