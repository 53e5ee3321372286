package dev.sallyport.signin.sso;

import dev.sallyport.accounts.account.Accounts;
import dev.sallyport.base.database.Transactions;
import dev.sallyport.base.ids.AccountId;
import dev.sallyport.base.ids.ProviderId;
import dev.sallyport.base.problem.Outcome;
import dev.sallyport.base.problem.ProblemException;
import dev.sallyport.base.problem.ProblemType;
import dev.sallyport.security.audit.Audit;
import dev.sallyport.security.audit.AuditEntry;
import dev.sallyport.security.audit.AuditType;
import dev.sallyport.security.caller.CurrentCaller;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;

/**
 * The identity providers of accounts. Backends configure them, not the owners of accounts: the service sends requests
 * to the configured addresses, and a provider's operator can sign in as its users.
 */
@ApplicationScoped
class ProviderService {

    private final IdentityProviderRepository providers;
    private final ProviderRemovals removals;
    private final ProviderKeys keys;
    private final Accounts accounts;
    private final Audit audit;
    private final CurrentCaller caller;
    private final Clock clock;

    ProviderService(
            IdentityProviderRepository providers,
            ProviderRemovals removals,
            ProviderKeys keys,
            Accounts accounts,
            Audit audit,
            CurrentCaller caller,
            Clock clock) {
        this.providers = providers;
        this.removals = removals;
        this.keys = keys;
        this.accounts = accounts;
        this.audit = audit;
        this.caller = caller;
        this.clock = clock;
    }

    Outcome<ProviderView> add(AccountId account, ProviderRequest request) {
        if (!keys.isAcceptable(request.issuer())) {
            return Outcome.refused(
                    new ProblemException(ProblemType.INVALID_REQUEST).error("issuer", ProviderRequest.NO_ISSUER));
        }
        return Transactions.call(() -> {
            if (!accounts.exists(account)) {
                return Outcome.refused(ProblemType.NOT_FOUND);
            }
            if (providers.exists(account, request.issuer(), request.clientId())) {
                return Outcome.refused(new ProblemException(ProblemType.CONFLICT)
                        .detail("The account already has this provider. Remove it before you add it again."));
            }
            Instant now = clock.instant();
            IdentityProvider provider = new IdentityProvider(account, request, now);
            providers.persist(provider);
            remember(AuditType.IDENTITY_PROVIDER_ADDED, account, provider.id(), now);
            return Outcome.of(provider.view());
        });
    }

    Outcome<ProviderList> list(AccountId account) {
        return Transactions.call(() -> accounts.exists(account)
                ? Outcome.of(new ProviderList(providers.findOf(account).stream()
                        .map(IdentityProvider::view)
                        .toList()))
                : Outcome.refused(ProblemType.NOT_FOUND));
    }

    /**
     * Removes a provider. From then on it has no effect: sessions that began with it continue without its assertion,
     * with one factor, and subject to due policies. The links of its users are removed afterwards.
     */
    Outcome<Void> remove(AccountId account, ProviderId provider) {
        boolean removed = Transactions.call(() -> {
            Instant now = clock.instant();
            boolean marked = providers.markRemoved(provider, account, now);
            if (marked) {
                remember(AuditType.IDENTITY_PROVIDER_REMOVED, account, provider, now);
            }
            return marked;
        });
        if (!removed) {
            return Outcome.refused(ProblemType.NOT_FOUND);
        }
        removals.begin(provider);
        return Outcome.of(null);
    }

    private void remember(AuditType type, AccountId account, ProviderId provider, Instant now) {
        audit.record(AuditEntry.success(type, now, caller.context())
                .by(caller.principal())
                .account(account)
                .with("provider", provider.toString()));
    }
}
