package dev.sallyport.policy;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import java.time.Instant;
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

    /** One row, whatever accounts the user has. */
    StrictestPolicy findStrictest(UUID user) {
        Object[] row = getSession()
                .createNativeQuery(STRICTEST, Object[].class)
                .setParameter("user", user)
                .getSingleResult();
        return StrictestPolicy.ofRow(row, 0);
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
