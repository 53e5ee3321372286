package dev.sallyport.policies.policy;

import dev.sallyport.base.database.Row;
import dev.sallyport.base.database.RowLocks;
import dev.sallyport.base.ids.AccountId;
import dev.sallyport.base.ids.SessionId;
import dev.sallyport.base.ids.UserId;
import dev.sallyport.security.assurance.FactorMethod;
import dev.sallyport.security.assurance.FactorRole;
import dev.sallyport.sessions.session.HeldFactors;
import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

@ApplicationScoped
class TwoFactorPolicyRepository implements PanacheRepositoryBase<TwoFactorPolicy, AccountId> {

    private static final String STRICTEST = StrictestPolicy.select(":user", ":now");

    private static final String FIRST = """
            insert into two_factor_policy (account_id, version, required, trusted_devices_allowed,
                                           trusted_device_lifetime, updated_at)
            values (:account, 0, false, false, :lifetime, :now)
            on conflict do nothing
            """;

    private static final String PERMITS = "select " + HeldFactors.withinPolicy(":user", ":now")
            + " from session s where s.id = :session and s.user_id = :user";

    private static final String DUE_IN_ANOTHER_ACCOUNT =
            "select " + HeldFactors.dueInAnotherAccount(":user", ":now", ":account");

    private static final List<FactorMethod> SECOND_FACTORS = FactorMethod.of(FactorRole.SECOND_FACTOR);

    /** A column for each second factor. */
    private static final String HELPFUL = SECOND_FACTORS.stream()
            .map(method -> HeldFactors.helpful(":user", ":now", method) + " as " + method.text())
            .collect(Collectors.joining(", ", "select ", " from app_user where id = :user"));

    /** One row, whatever accounts the user has. */
    StrictestPolicy findStrictest(UserId user, Instant now) {
        return Row.query(getSession(), STRICTEST, StrictestPolicy::ofRow)
                .setParameter("user", user)
                .setParameter("now", now)
                .getSingleResult();
    }

    /** Whether nothing that has become due ends this session. */
    boolean permits(SessionId session, UserId user, Instant now) {
        return Row.column(getSession(), PERMITS, Boolean.class)
                .setParameter("session", session)
                .setParameter("user", user)
                .setParameter("now", now)
                .getSingleResult();
    }

    /** Whether an account of the user, other than this one, requires a second factor now. */
    boolean isDueInAnotherAccount(AccountId account, UserId user, Instant now) {
        return Row.column(getSession(), DUE_IN_ANOTHER_ACCOUNT, Boolean.class)
                .setParameter("account", account)
                .setParameter("user", user)
                .setParameter("now", now)
                .getSingleResult();
    }

    /** The second factors that would help the user to what their accounts require now. */
    List<FactorMethod> findHelpful(UserId user, Instant now) {
        return Row.query(
                        getSession(),
                        HELPFUL,
                        row -> SECOND_FACTORS.stream()
                                .filter(method -> row.flag(method.text()))
                                .toList())
                .setParameter("user", user)
                .setParameter("now", now)
                .getSingleResult();
    }

    /** The policy, if it was ever changed. */
    Optional<TwoFactorPolicy> findChanged(AccountId account) {
        return find("accountId = ?1 and version > 0", account).firstResultOptional();
    }

    /** Locks the row, and creates it where the account has none, so that of two changes one sees the other. */
    TwoFactorPolicy lock(AccountId account, Instant now) {
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

    private Optional<TwoFactorPolicy> lock(AccountId account) {
        return RowLocks.lock(getSession(), TwoFactorPolicy.class, account);
    }
}
