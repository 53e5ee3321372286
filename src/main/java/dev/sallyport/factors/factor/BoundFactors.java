package dev.sallyport.factors.factor;

import dev.sallyport.accounts.account.MembershipFacts;
import dev.sallyport.base.database.Row;
import dev.sallyport.base.ids.UserId;
import dev.sallyport.security.assurance.FactorMethod;
import dev.sallyport.sessions.session.HeldFactors;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.util.List;
import org.hibernate.Session;

/** The second factors that users have set up, of every kind: reads the view {@code second_factor}. */
@ApplicationScoped
public class BoundFactors {

    private static final String LIST = "select id, method, created_at, bound_at, last_used_at from second_factor"
            + " where user_id = :user order by created_at, id";

    private static final String METHODS = "select " + HeldFactors.methods(":user");

    private static final String EXISTS = "select exists (select from second_factor where user_id = :user)";

    private static final String EXISTS_SINCE =
            "select exists (select from second_factor where user_id = :user and bound_at > :moment)";

    private final Session database;
    private final MembershipFacts facts;

    BoundFactors(Session database, MembershipFacts facts) {
        this.database = database;
        this.facts = facts;
    }

    /** Updates the member lists of the user's accounts. */
    @Transactional(Transactional.TxType.MANDATORY)
    public void noteChange(UserId user) {
        facts.changeSecondFactors(
                user,
                Row.column(database, METHODS, String.class)
                        .setParameter("user", user)
                        .getSingleResult());
    }

    /** Every second factor of the user, the oldest first; one that is not confirmed yet is not among them. */
    @Transactional(Transactional.TxType.MANDATORY)
    public List<BoundFactor> list(UserId user) {
        return Row.query(database, LIST, BoundFactors::factor)
                .setParameter("user", user)
                .getResultList();
    }

    /** Whether the user has a second factor. */
    @Transactional(Transactional.TxType.MANDATORY)
    public boolean exist(UserId user) {
        return Row.column(database, EXISTS, Boolean.class)
                .setParameter("user", user)
                .getSingleResult();
    }

    /** Whether the user has confirmed a second factor after that moment. */
    @Transactional(Transactional.TxType.MANDATORY)
    public boolean existSince(UserId user, Instant moment) {
        return Row.column(database, EXISTS_SINCE, Boolean.class)
                .setParameter("user", user)
                .setParameter("moment", moment)
                .getSingleResult();
    }

    private static BoundFactor factor(Row row) {
        return new BoundFactor(
                row.uuid("id"),
                FactorMethod.of(row.text("method")),
                row.instant("created_at"),
                row.instant("bound_at"),
                row.find("last_used_at", Instant.class));
    }
}
