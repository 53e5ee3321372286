package dev.sallyport.factors.factor;

import dev.sallyport.base.ids.UserId;
import dev.sallyport.security.assurance.FactorMethod;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.hibernate.Session;

/** The second factors that users have set up, of every kind: reads the view {@code second_factor}. */
@ApplicationScoped
public class BoundFactors {

    private static final String LIST = "select id, method, created_at, bound_at, last_used_at from second_factor"
            + " where user_id = :user order by created_at, id";

    private static final String EXISTS = "select exists (select from second_factor where user_id = :user)";

    private static final String EXISTS_SINCE =
            "select exists (select from second_factor where user_id = :user and bound_at > :moment)";

    private final Session database;

    BoundFactors(Session database) {
        this.database = database;
    }

    /** Every second factor of the user, the oldest first; one that is not confirmed yet is not among them. */
    @Transactional(Transactional.TxType.MANDATORY)
    public List<BoundFactor> list(UserId user) {
        return database.createNativeQuery(LIST, Object[].class)
                .setParameter("user", user)
                .getResultStream()
                .map(BoundFactors::factor)
                .toList();
    }

    /** Whether the user has a second factor. */
    @Transactional(Transactional.TxType.MANDATORY)
    public boolean exist(UserId user) {
        return database.createNativeQuery(EXISTS, Boolean.class)
                .setParameter("user", user)
                .getSingleResult();
    }

    /** Whether the user has confirmed a second factor after that moment. */
    @Transactional(Transactional.TxType.MANDATORY)
    public boolean existSince(UserId user, Instant moment) {
        return database.createNativeQuery(EXISTS_SINCE, Boolean.class)
                .setParameter("user", user)
                .setParameter("moment", moment)
                .getSingleResult();
    }

    private static BoundFactor factor(Object[] row) {
        return new BoundFactor(
                (UUID) row[0],
                FactorMethod.of((String) row[1]),
                (Instant) row[2],
                (Instant) row[3],
                Optional.ofNullable((Instant) row[4]));
    }
}
