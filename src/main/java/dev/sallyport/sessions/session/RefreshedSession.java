package dev.sallyport.sessions.session;

import dev.sallyport.base.database.Row;
import dev.sallyport.base.ids.SessionId;
import dev.sallyport.base.ids.UserId;
import dev.sallyport.sessions.rotation.Rotation;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A live session at a refresh, as it stands after it.
 *
 * @param begunAt when the user signed in
 * @param rotation which made its newest token; without a time where it came from a sign-in or step-up
 * @param withinPolicy whether no policy ends the session, as {@link HeldFactors#withinPolicy} says
 * @param locale the language of the user's mails; may be null
 */
public record RefreshedSession(
        SessionGrant session,
        Instant begunAt,
        Rotation rotation,
        boolean withinPolicy,
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
        Rotation rotation = new Rotation(
                row.integer("generation"), row.instantOrNull("rotated_at"), row.bytesOrNull("rotation_key"));
        return new RefreshedSession(
                session, row.instant("created_at"), rotation, row.flag("within_policy"), row.textOrNull("locale"));
    }
}
