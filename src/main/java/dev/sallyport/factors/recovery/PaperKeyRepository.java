package dev.sallyport.factors.recovery;

import dev.sallyport.base.database.Row;
import dev.sallyport.base.ids.AuthenticatorId;
import dev.sallyport.base.ids.UserId;
import dev.sallyport.policies.policy.AllowedMethod;
import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;

@ApplicationScoped
class PaperKeyRepository implements PanacheRepositoryBase<PaperKey, PaperKey.Key> {

    private static final String GOOD = "from paper_key where user_id = :user and hash = :hash and active and "
            + AllowedMethod.PAPER_KEY.allowedTo(":user");

    private static final String SPEND = "delete " + GOOD;

    private static final String IS_GOOD = "select exists (select " + GOOD + ")";

    /** Whether {@link #spend} would be true now. */
    boolean isUnused(UserId user, byte[] hash) {
        return Row.column(getSession(), IS_GOOD, Boolean.class)
                .setParameter("user", user)
                .setParameter("hash", hash)
                .getSingleResult();
    }

    void deleteOffered(UserId user) {
        delete("key.userId = ?1 and active = false", user);
    }

    void deleteActive(UserId user) {
        delete("key.userId = ?1 and active = true", user);
    }

    void activate(UserId user, AuthenticatorId authenticator) {
        update("active = true where key.userId = ?1 and key.authenticatorId = ?2", user, authenticator);
    }

    /**
     * Uses the key up: of all requests with one key at most the first is true, and none where an account forbids it.
     */
    boolean spend(UserId user, byte[] hash) {
        return getSession()
                        .createNativeMutationQuery(SPEND)
                        .setParameter("user", user)
                        .setParameter("hash", hash)
                        .executeUpdate()
                == 1;
    }

    void deleteAll(UserId user) {
        delete("key.userId", user);
    }

    boolean existsOffered(UserId user, AuthenticatorId authenticator) {
        return count("key.userId = ?1 and key.authenticatorId = ?2 and active = false", user, authenticator) == 1;
    }

    boolean existsActive(UserId user) {
        return count("key.userId = ?1 and active = true", user) > 0;
    }
}
