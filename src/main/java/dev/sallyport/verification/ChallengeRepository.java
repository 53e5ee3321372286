package dev.sallyport.verification;

import dev.sallyport.device.KnownDevice;
import dev.sallyport.session.SessionUser;
import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * Finds challenges by their unguessable handle, the one lookup that needs no owner: the row is what names the user. A
 * challenge is open only while its user is active and of the same epoch.
 */
@ApplicationScoped
class ChallengeRepository implements PanacheRepositoryBase<Challenge, UUID> {

    private static final String OPEN = """
            c.handle_hash = :handle and c.purpose in (:purposes) and c.closed_at is null and c.expires_at > :now
            and c.failures < :max and u.id = c.user_id and u.epoch = c.epoch and u.status = 'active'
            """;

    private static final String COLUMNS = """
            c.id as challenge_id, c.purpose, c.failures, c.expires_at, c.device_id, c.device_generation, c.device_name,
            u.id as user_id, u.email, u.epoch, u.roles, u.locale
            """;

    /** One conditional update that locks the challenge and spends a try of it, before the code is looked at. */
    private static final String SPEND =
            "update challenge c set failures = c.failures + 1 from app_user u where " + OPEN + "returning " + COLUMNS;

    private static final String LOCK =
            "select " + COLUMNS + "from challenge c, app_user u where " + OPEN + "for update of c";

    /** Spends one try of an open challenge for these purposes, and locks it. */
    Optional<OpenChallenge> spendTry(byte[] handleHash, List<String> purposes, Instant now) {
        return find(SPEND, handleHash, purposes, now);
    }

    /** Locks an open challenge without a try. */
    Optional<OpenChallenge> lockOpen(byte[] handleHash, List<String> purposes, Instant now) {
        return find(LOCK, handleHash, purposes, now);
    }

    void close(UUID id, Instant now) {
        update("closedAt = ?1 where id = ?2", now, id);
    }

    private Optional<OpenChallenge> find(String sql, byte[] handleHash, List<String> purposes, Instant now) {
        return getSession()
                .createNativeQuery(sql, Object[].class)
                .setParameter("handle", handleHash)
                .setParameter("purposes", purposes)
                .setParameter("now", now)
                .setParameter("max", Challenge.MAX_FAILURES)
                .getResultStream()
                .findFirst()
                .map(ChallengeRepository::challenge);
    }

    private static OpenChallenge challenge(Object[] row) {
        Optional<KnownDevice> device =
                Optional.ofNullable((UUID) row[4]).map(id -> new KnownDevice(id, (Integer) row[5]));
        SessionUser user =
                new SessionUser((UUID) row[7], (String) row[8], (Integer) row[9], List.of((String[]) row[10]));
        return new OpenChallenge(
                (UUID) row[0],
                ChallengePurpose.of((String) row[1]),
                (Integer) row[2],
                (Instant) row[3],
                device,
                (String) row[6],
                user,
                (String) row[11]);
    }
}
