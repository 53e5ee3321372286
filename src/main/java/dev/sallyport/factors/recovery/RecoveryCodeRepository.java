package dev.sallyport.factors.recovery;

import dev.sallyport.base.database.Row;
import dev.sallyport.base.ids.UserId;
import dev.sallyport.policies.policy.AllowedMethod;
import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;

@ApplicationScoped
class RecoveryCodeRepository implements PanacheRepositoryBase<RecoveryCode, RecoveryCode.Key> {

    private static final String GOOD = "where user_id = :user and hash = :hash and used_at is null and "
            + AllowedMethod.RECOVERY_CODE.allowedTo(":user");

    private static final String SPEND = "update recovery_code set used_at = :now " + GOOD;

    private static final String IS_GOOD = "select exists (select from recovery_code " + GOOD + ")";

    private static final String COUNTS =
            "select count(*) as total, count(*) filter (where used_at is null) as remaining"
                    + " from recovery_code where user_id = :user";

    /** Whether {@link #spend} would be true now. */
    boolean isUnused(UserId user, byte[] hash) {
        return Row.column(getSession(), IS_GOOD, Boolean.class)
                .setParameter("user", user)
                .setParameter("hash", hash)
                .getSingleResult();
    }

    /** Uses the code up, unless an account of the user forbids it: the code then stays valid. */
    boolean spend(UserId user, byte[] hash, Instant now) {
        return getSession()
                        .createNativeMutationQuery(SPEND)
                        .setParameter("now", now)
                        .setParameter("user", user)
                        .setParameter("hash", hash)
                        .executeUpdate()
                == 1;
    }

    boolean isUsed(UserId user, byte[] hash) {
        return count("key.userId = ?1 and key.hash = ?2 and usedAt is not null", user, hash) > 0;
    }

    boolean wasSpentSince(UserId user, byte[] hash, Instant time) {
        return count("key.userId = ?1 and key.hash = ?2 and usedAt >= ?3", user, hash, time) > 0;
    }

    RecoveryCodeCounts countOf(UserId user) {
        return Row.query(
                        getSession(),
                        COUNTS,
                        row -> new RecoveryCodeCounts((int) row.count("total"), (int) row.count("remaining")))
                .setParameter("user", user)
                .getSingleResult();
    }

    long countUnused(UserId user) {
        return count("key.userId = ?1 and usedAt is null", user);
    }
}
