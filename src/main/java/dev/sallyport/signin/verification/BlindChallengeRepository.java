package dev.sallyport.signin.verification;

import dev.sallyport.base.database.Row;
import dev.sallyport.base.ids.ChallengeId;
import dev.sallyport.base.ids.UserId;
import dev.sallyport.sessions.session.Amr;
import dev.sallyport.sessions.session.HeldFactors;
import dev.sallyport.sessions.session.SessionUser;
import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/** Finds blind challenges by their unguessable handle. */
@ApplicationScoped
class BlindChallengeRepository implements PanacheRepositoryBase<BlindChallenge, ChallengeId> {

    private static final String COLUMNS =
            "id, email_hash, email_hint, user_id, tries, failures, mail_asked_at, expires_at";

    private static final String OPEN =
            "handle_hash = :handle and closed_at is null and expires_at > :now and failures < :max";

    private static final String FIND = "select " + COLUMNS + " from blind_challenge where " + OPEN;

    /** One conditional update, so that answers sent at the same moment are counted before any is checked. */
    private static final String SPEND =
            "update blind_challenge set failures = failures + 1 where " + OPEN + " returning " + COLUMNS;

    /** The password was correct, and the challenge is not void. */
    private static final String RIGHT = """
            select c.id, c.failures, c.expires_at, c.device_name, u.id as user_id, u.email, u.epoch, u.roles, u.locale,
                   c.second_step_locks, c.second_step_locks <> u.second_step_locks as before_lock,
                   %s as policy_satisfied
            from blind_challenge c join app_user u on u.id = c.user_id and u.epoch = c.epoch and u.status = 'active'
            where c.id = :id and c.password_right and c.closed_at is null and c.expires_at > :now
            """.formatted(HeldFactors.satisfyingFactor("u.id"));

    Optional<OpenBlindChallenge> find(byte[] handle, Instant now) {
        return byHandle(FIND, handle, now);
    }

    Optional<OpenBlindChallenge> spendTry(byte[] handle, Instant now) {
        return byHandle(SPEND, handle, now);
    }

    void askForMail(ChallengeId id, Instant now) {
        update("mailAskedAt = ?1 where id = ?2", now, id);
    }

    void giveBackTry(ChallengeId id) {
        update("failures = failures - 1 where id = ?1 and failures > 0", id);
    }

    void close(ChallengeId id, Instant now) {
        update("closedAt = ?1 where id = ?2", now, id);
    }

    /** The challenge if its password was correct; empty if it was wrong or the challenge is void. */
    Optional<OpenChallenge> findRight(ChallengeId id, ChallengePurpose purpose, Instant now) {
        return Row.query(getSession(), RIGHT, row -> right(row, purpose))
                .setParameter("id", id)
                .setParameter("now", now)
                .getResultStream()
                .findFirst();
    }

    private static OpenChallenge right(Row row, ChallengePurpose purpose) {
        return new OpenChallenge(
                new ChallengeId(row.uuid("id")),
                purpose,
                row.integer("failures"),
                row.instant("expires_at"),
                Optional.empty(),
                row.text("device_name"),
                new SessionUser(
                        new UserId(row.uuid("user_id")), row.text("email"), row.integer("epoch"), row.texts("roles")),
                row.text("locale"),
                row.integer("second_step_locks"),
                row.flag("before_lock"),
                Amr.PASSWORD_ONLY,
                Optional.empty(),
                row.flag("policy_satisfied"));
    }

    private Optional<OpenBlindChallenge> byHandle(String sql, byte[] handle, Instant now) {
        return Row.query(getSession(), sql, BlindChallengeRepository::open)
                .setParameter("handle", handle)
                .setParameter("now", now)
                .setParameter("max", Challenge.MAX_FAILURES)
                .getResultStream()
                .findFirst();
    }

    private static OpenBlindChallenge open(Row row) {
        return new OpenBlindChallenge(
                new ChallengeId(row.uuid("id")),
                row.bytes("email_hash"),
                row.text("email_hint"),
                row.find("user_id", UUID.class).map(UserId::new),
                row.integer("tries"),
                row.integer("failures"),
                row.instant("mail_asked_at"),
                row.instant("expires_at"));
    }
}
