package dev.sallyport.signin.verification;

import dev.sallyport.base.ids.ChallengeId;
import dev.sallyport.base.ids.UserId;
import dev.sallyport.sessions.session.Amr;
import dev.sallyport.sessions.session.SessionUser;
import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
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
                   c.second_step_locks, c.second_step_locks <> u.second_step_locks as before_lock
            from blind_challenge c join app_user u on u.id = c.user_id and u.epoch = c.epoch and u.status = 'active'
            where c.id = :id and c.password_right and c.closed_at is null and c.expires_at > :now
            """;

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
        return getSession()
                .createNativeQuery(RIGHT, Object[].class)
                .setParameter("id", id)
                .setParameter("now", now)
                .getResultStream()
                .findFirst()
                .map(row -> new OpenChallenge(
                        new ChallengeId((UUID) row[0]),
                        purpose,
                        (Integer) row[1],
                        (Instant) row[2],
                        Optional.empty(),
                        (String) row[3],
                        new SessionUser(new UserId((UUID) row[4]), (String) row[5], (Integer) row[6], List.of((String[])
                                row[7])),
                        (String) row[8],
                        (Integer) row[9],
                        (Boolean) row[10],
                        Amr.PASSWORD_ONLY,
                        Optional.empty()));
    }

    private Optional<OpenBlindChallenge> byHandle(String sql, byte[] handle, Instant now) {
        return getSession()
                .createNativeQuery(sql, Object[].class)
                .setParameter("handle", handle)
                .setParameter("now", now)
                .setParameter("max", Challenge.MAX_FAILURES)
                .getResultStream()
                .findFirst()
                .map(row -> new OpenBlindChallenge(
                        new ChallengeId((UUID) row[0]),
                        (byte[]) row[1],
                        (String) row[2],
                        Optional.ofNullable((UUID) row[3]).map(UserId::new),
                        (Integer) row[4],
                        (Integer) row[5],
                        (Instant) row[6],
                        (Instant) row[7]));
    }
}
