package dev.sallyport.signin.sso;

import dev.sallyport.base.ids.AccountId;
import dev.sallyport.base.ids.ProviderId;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.util.List;

/** The identity providers of an account that is erased. */
@ApplicationScoped
public class ErasedProviders {

    private final IdentityProviderRepository providers;
    private final ProviderRemovals removals;

    ErasedProviders(IdentityProviderRepository providers, ProviderRemovals removals) {
        this.providers = providers;
        this.removals = removals;
    }

    /** Removes every provider of the account: from the commit on they have no effect. */
    @Transactional(Transactional.TxType.MANDATORY)
    public void remove(AccountId account, Instant now) {
        providers.markAllRemoved(account, now);
    }

    /**
     * Removes the links of users to these providers. MUST be called outside a transaction.
     *
     * @return whether none is left
     */
    public boolean unlink(AccountId account) {
        List<ProviderId> left = removals.ofAccount(account);
        left.forEach(removals::begin);
        return left.isEmpty() || removals.ofAccount(account).isEmpty();
    }
}
