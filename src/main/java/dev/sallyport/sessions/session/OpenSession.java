package dev.sallyport.sessions.session;

import dev.sallyport.base.cookie.LastingToken;
import dev.sallyport.security.token.AssuranceLevel;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * A session that was committed and whose tokens can be signed.
 *
 * @param deviceToken for the client to keep, where it showed one or its device was just trusted
 */
public record OpenSession(
        UUID id,
        SessionUser user,
        int generation,
        AssuranceLevel level,
        List<String> amr,
        Instant authTime,
        Instant refreshExpiresAt,
        Optional<LastingToken> deviceToken) {

    static OpenSession of(Session session, SessionUser user) {
        SessionProof proof = session.freshProof();
        return new OpenSession(
                session.id(),
                user,
                session.generation(),
                proof.level(),
                proof.amr(),
                session.authTime(),
                session.idleExpiresAt(),
                Optional.empty());
    }

    public OpenSession withDeviceToken(Optional<LastingToken> token) {
        return new OpenSession(id, user, generation, level, amr, authTime, refreshExpiresAt, token);
    }

    @Override
    public String toString() {
        return "OpenSession[id=" + id + "]";
    }
}
