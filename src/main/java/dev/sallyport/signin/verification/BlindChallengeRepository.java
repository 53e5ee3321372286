package dev.sallyport.signin.verification;

import dev.sallyport.base.database.Row;
import dev.sallyport.base.ids.ChallengeId;
import dev.sallyport.base.ids.UserId;
import dev.sallyport.factors.factor.ChallengeBinding;
import dev.sallyport.sessions.session.HeldFactors;
import dev.sallyport.sessions.session.SessionUser;
import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Finds blind challenges by their ids, which genuine tokens name. */
@ApplicationScoped
class BlindChallengeRepository implements PanacheRepositoryBase<BlindChallenge, ChallengeId> {

    private static final String COLUMNS =
            "id, email_hash, email_hint, user_id, tries, failures, mail_requested_at, expires_at";

    private static final String OPEN = "id = :id and closed_at is null and expires_at > :now and failures < :max";

    private static final String FIND = "select " + COLUMNS + " from blind_challenge where " + OPEN;

    /** One conditional update, so that answers sent at the same moment are counted before any is checked. */
    private static final String SPEND =
            "update blind_challenge set failures = failures + 1 where " + OPEN + " returning " + COLUMNS;

    /** The password was correct. */
    private static final String RIGHT = """
            select id, failures, expires_at, device_name, user_id, epoch, second_step_locks
            from blind_challenge
            where id = :id and password_right and closed_at is null and expires_at > :now
            """;

    /** The user is as they were when the password was typed, and no policy has cleared the challenge since. */
    private static final String USER =
            """
            select id as user_id, email, epoch, roles, locale, second_step_locks, %s as policy_satisfied
            from app_user where id = :user and epoch = :epoch and status = 'active' and %s
            """.formatted(HeldFactors.satisfied(":user", ":now"), HeldFactors.notCleared(":user", "cast(:id as uuid)"));

    /** What is right about a challenge, where the password was. */
    private record Right(
            ChallengeId id,
            int failures,
            Instant expiresAt,
            @Nullable String deviceName,
            UserId user,
            ChallengeBinding binding) {

        static Right ofRow(Row row) {
            return new Right(
                    new ChallengeId(row.uuid("id")),
                    row.integer("failures"),
                    row.instant("expires_at"),
                    row.textOrNull("device_name"),
                    new UserId(row.uuid("user_id")),
                    new ChallengeBinding(row.integer("epoch"), row.integer("second_step_locks")));
        }
    }

    Optional<OpenBlindChallenge> find(ChallengeId id, Instant now) {
        return open(FIND, id, now);
    }

    Optional<OpenBlindChallenge> spendAttempt(ChallengeId id, Instant now) {
        return open(SPEND, id, now);
    }

    void requestResend(ChallengeId id, Instant now) {
        update("mailRequestedAt = ?1 where id = ?2", now, id);
    }

    void returnAttempt(ChallengeId id) {
        update("failures = failures - 1 where id = ?1 and failures > 0", id);
    }

    void close(ChallengeId id, Instant now) {
        update("closedAt = ?1 where id = ?2", now, id);
    }

    /**
     * The challenge if its password was correct; empty if it was wrong or the challenge is void. Two statements in each
     * case: challenge and user are kept apart.
     */
    Optional<OpenChallenge> findRight(ChallengeId id, ChallengePurpose purpose, Instant now) {
        Optional<Right> right = Row.query(getSession(), RIGHT, Right::ofRow)
                .setParameter("id", id)
                .setParameter("now", now)
                .getResultStream()
                .findFirst();
        return Row.query(getSession(), USER, user -> right.map(proved -> right(proved, purpose, user)))
                .setParameter("id", id)
                .setParameter("user", right.map(Right::user).orElse(UserId.NONE))
                .setParameter("now", now)
                .setParameter(
                        "epoch", right.map(proved -> proved.binding().epoch()).orElse(0))
                .getResultStream()
                .findFirst()
                .flatMap(Function.identity());
    }

    private static OpenChallenge right(Right right, ChallengePurpose purpose, Row user) {
        return new OpenChallenge(
                right.id(),
                purpose,
                right.failures(),
                right.expiresAt(),
                Optional.empty(),
                right.deviceName(),
                new SessionUser(right.user(), user.text("email"), user.integer("epoch"), user.texts("roles")),
                user.textOrNull("locale"),
                right.binding().locks(),
                right.binding().locks() != user.integer("second_step_locks"),
                FirstFactor.PASSWORD,
                Optional.empty(),
                user.flag("policy_satisfied"));
    }

    private Optional<OpenBlindChallenge> open(String sql, ChallengeId id, Instant now) {
        return Row.query(getSession(), sql, BlindChallengeRepository::open)
                .setParameter("id", id)
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
                row.instant("mail_requested_at"),
                row.instant("expires_at"));
    }
}
