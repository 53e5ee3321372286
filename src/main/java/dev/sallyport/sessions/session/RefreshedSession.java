package dev.sallyport.sessions.session;

import dev.sallyport.base.ids.SessionId;
import dev.sallyport.base.ids.UserId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A live session at a refresh, as it stands after it.
 *
 * @param begunAt when the user signed in
 * @param rotatedAt when its newest token came from a refresh; null where it came from a sign-in or step-up
 * @param locale the language of the user's mails; may be null
 */
public record RefreshedSession(
        SessionGrant session,
        Instant begunAt,
        @Nullable Instant rotatedAt,
        @Nullable String locale) {

    /** Read as {@link HeldFactors} and {@link SessionProof} say: no token states a factor that is gone. */
    static RefreshedSession ofRow(Object[] row) {
        SessionProof proof = SessionProof.ofRow(row, 11);
        SessionUser user = new SessionUser(
                new UserId((UUID) row[1]), (String) row[2], (Integer) row[3], List.of((String[]) row[4]));
        SessionGrant session = new SessionGrant(
                new SessionId((UUID) row[0]),
                user,
                (Integer) row[5],
                proof.level(),
                proof.amr(),
                (Instant) row[6],
                (Instant) row[7],
                Optional.empty());
        return new RefreshedSession(session, (Instant) row[8], (Instant) row[9], (String) row[10]);
    }
}
