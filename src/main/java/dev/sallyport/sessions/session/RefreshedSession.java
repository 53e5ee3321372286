package dev.sallyport.sessions.session;

import dev.sallyport.base.database.Row;
import dev.sallyport.base.ids.SessionId;
import dev.sallyport.base.ids.UserId;
import java.time.Instant;
import java.util.Optional;
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
    static RefreshedSession ofRow(Row row) {
        SessionProof proof = SessionProof.ofRow(row);
        SessionUser user = new SessionUser(
                new UserId(row.uuid("user_id")), row.text("email"), row.integer("epoch"), row.texts("roles"));
        SessionGrant session = new SessionGrant(
                new SessionId(row.uuid("id")),
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
