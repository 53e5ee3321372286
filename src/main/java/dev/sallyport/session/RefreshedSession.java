package dev.sallyport.session;

import dev.sallyport.token.AssuranceLevel;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * A live session at a refresh, as it stands after it.
 *
 * @param begunAt when the user signed in
 * @param rotatedAt when its newest token came from a refresh; null where it came from a sign-in or step-up
 * @param locale the language of the user's mails; may be null
 */
public record RefreshedSession(OpenSession session, Instant begunAt, Instant rotatedAt, String locale) {

    static RefreshedSession ofRow(Object[] row) {
        SessionUser user =
                new SessionUser((UUID) row[1], (String) row[2], (Integer) row[3], List.of((String[]) row[4]));
        OpenSession session = new OpenSession(
                (UUID) row[0],
                user,
                (Integer) row[5],
                AssuranceLevel.ofAcr((String) row[6]),
                List.of((String[]) row[7]),
                (Instant) row[8],
                (Instant) row[9],
                Optional.empty());
        return new RefreshedSession(session, (Instant) row[10], (Instant) row[11], (String) row[12]);
    }
}
