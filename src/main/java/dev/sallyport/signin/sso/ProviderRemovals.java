package dev.sallyport.signin.sso;

import dev.sallyport.base.database.BestEffort;
import dev.sallyport.base.database.Transactions;
import dev.sallyport.base.ids.AccountId;
import dev.sallyport.base.ids.ProviderId;
import dev.sallyport.base.ids.UserId;
import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import org.jboss.logging.Logger;

/**
 * Removes the links between users and providers that were removed, user by user, each in a transaction of its own. A
 * provider's row stays until its last link is gone, so that any replica continues after a kill.
 *
 * <p>The first users are reached by the request itself: in all but large accounts nothing is left for later.
 */
@ApplicationScoped
class ProviderRemovals {

    private static final Logger LOG = Logger.getLogger(ProviderRemovals.class);

    /** How many users a request reaches, which takes less than half a second. */
    static final int FIRST_BATCH = 50;

    private static final int BATCH = 500;

    private final IdentityProviderRepository providers;
    private final SsoLinks links;

    ProviderRemovals(IdentityProviderRepository providers, SsoLinks links) {
        this.providers = providers;
        this.links = links;
    }

    /** Begins with the links of a provider that was removed. It is removed also if this fails: the rest follows. */
    void begin(ProviderId provider) {
        attempt(provider, () -> {
            List<UserId> first = next(provider, UserId.NONE, FIRST_BATCH);
            if (unlink(provider, first) && first.size() < FIRST_BATCH) {
                end(provider);
            }
        });
    }

    /** The providers of an account whose rows are still there. */
    List<ProviderId> ofAccount(AccountId account) {
        return Transactions.call(() -> providers.findAll(account));
    }

    /** Removes the links of every removed provider. */
    @Scheduled(every = "10s", delayed = "5s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    void finish() {
        BestEffort.run(LOG, "The links of removed providers are removed later", () -> {
            for (ProviderId provider : Transactions.call(providers::findRemoved)) {
                finish(provider);
            }
        });
    }

    /** What fails is left for the next run, and delays no other provider and no other user; the provider waits for it. */
    private void finish(ProviderId provider) {
        attempt(provider, () -> {
            boolean isEach = true;
            List<UserId> batch = next(provider, UserId.NONE, BATCH);
            while (!batch.isEmpty()) {
                isEach &= unlink(provider, batch);
                batch = next(provider, batch.get(batch.size() - 1), BATCH);
            }
            if (isEach) {
                end(provider);
            }
        });
    }

    private static void attempt(ProviderId provider, Runnable work) {
        BestEffort.run(LOG, "The links of provider %s are removed later".formatted(provider), work);
    }

    private List<UserId> next(ProviderId provider, UserId after, int limit) {
        return Transactions.call(() -> links.findUsers(provider, after, limit));
    }

    private boolean unlink(ProviderId provider, List<UserId> batch) {
        return BestEffort.each(
                LOG,
                user -> "The link of user %s to provider %s is removed later".formatted(user, provider),
                batch,
                user -> Transactions.run(() -> links.forgetRemoved(provider, user)));
    }

    private void end(ProviderId provider) {
        Transactions.run(() -> providers.deleteRemoved(provider));
    }
}
