package dev.sallyport.sessions.session;

import dev.sallyport.base.database.Row;
import java.time.Instant;
import java.util.Optional;

/**
 * A live session at a refresh, as it stands after it.
 *
 * @param begunAt when the user signed in
 * @param rotatedAt when its newest token came from a refresh; null where it came from a sign-in or step-up
 * @param locale the language of the user's mails; may be null
 */
public record RefreshedSession(OpenSession session, Instant begunAt, Instant rotatedAt, String locale) {

    /** Read as {@link StillHeld} and {@link SessionProof} say: no token states a factor that is gone. */
    static RefreshedSession ofRow(Row row) {
        SessionProof proof = SessionProof.ofRow(row);
        SessionUser user =
                new SessionUser(row.uuid("user_id"), row.text("email"), row.integer("epoch"), row.texts("roles"));
        OpenSession session = new OpenSession(
                row.uuid("id"),
                user,
                row.integer("generation"),
                proof.level(),
                proof.amr(),
                row.instant("auth_time"),
                row.instant("idle_expires_at"),
                Optional.empty());
        return new RefreshedSession(session, row.instant("created_at"), row.instant("rotated_at"), row.text("locale"));
    }
}
