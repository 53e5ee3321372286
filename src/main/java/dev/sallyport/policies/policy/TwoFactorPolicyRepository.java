package dev.sallyport.policies.policy;

import dev.sallyport.base.database.Row;
import dev.sallyport.sessions.session.StillHeld;
import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

@ApplicationScoped
class TwoFactorPolicyRepository implements PanacheRepositoryBase<TwoFactorPolicy, UUID> {

    private static final String STRICTEST = StrictestPolicy.select(":user");

    private static final String FIRST = """
            insert into two_factor_policy (account_id, version, required, trusted_devices_allowed,
                                           trusted_device_lifetime, updated_at)
            values (:account, 0, false, false, :lifetime, :now)
            on conflict do nothing
            """;

    private static final String CONCERNED = """
            select member.id, member.email, member.locale from (
                select u.id, u.email, u.locale, %s as holds
                from membership m join app_user u on u.id = m.user_id
                where m.account_id = :account and u.status = 'active') member
            where member.holds = 'nothing'
            order by member.id
            """.formatted(Holds.SQL);

    private static final String GOES_ON =
            "select " + StillHeld.withinPolicy(":now") + " from session s where s.id = :session and s.user_id = :user";

    /** Somebody to be told. */
    record Concerned(UUID id, String email, String locale) {

        static Concerned ofRow(Row row) {
            return new Concerned(row.uuid("id"), row.text("email"), row.text("locale"));
        }
    }

    /** One row, whatever accounts the user has. */
    StrictestPolicy findStrictest(UUID user) {
        return Row.query(getSession(), STRICTEST, StrictestPolicy::ofRow)
                .setParameter("user", user)
                .getSingleResult();
    }

    /** Active members who have nothing to show: they have something to do. */
    List<Concerned> findConcerned(UUID account) {
        return Row.query(getSession(), CONCERNED, Concerned::ofRow)
                .setParameter("account", account)
                .getResultList();
    }

    /** Whether nothing that has become due ends this session. */
    boolean letsGoOn(UUID session, UUID user, Instant now) {
        return getSession()
                .createNativeQuery(GOES_ON, Boolean.class)
                .setParameter("session", session)
                .setParameter("user", user)
                .setParameter("now", now)
                .getSingleResult();
    }

    /** The policy, if somebody ever changed it. */
    Optional<TwoFactorPolicy> findChanged(UUID account) {
        return find("accountId = ?1 and version > 0", account).firstResultOptional();
    }

    /** Locks the row, made anew where the account has none, so that of two changes one sees what the other did. */
    TwoFactorPolicy lock(UUID account, Instant now) {
        Optional<TwoFactorPolicy> present = lock(account);
        return present.orElseGet(() -> {
            getSession()
                    .createNativeMutationQuery(FIRST)
                    .setParameter("account", account)
                    .setParameter("lifetime", PolicySettings.DEFAULT_LIFETIME.toSeconds())
                    .setParameter("now", now)
                    .executeUpdate();
            return lock(account).orElseThrow();
        });
    }

    private Optional<TwoFactorPolicy> lock(UUID account) {
        return findByIdOptional(account, LockModeType.PESSIMISTIC_WRITE);
    }
}
