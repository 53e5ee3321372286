package dev.sallyport.trail.webhook;

import dev.sallyport.base.problem.ProblemException;
import dev.sallyport.base.problem.ProblemType;
import jakarta.inject.Singleton;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Semaphore;

/** Validates URLs by the settings and the name server of this machine. */
@Singleton
class WebhookTargets {

    /** How many requests resolve a name at a time. */
    private static final int AT_ONCE = 4;

    private static final Duration RETRY_AFTER = Duration.ofSeconds(5);

    private final Semaphore resolving = new Semaphore(AT_ONCE);
    private final boolean allowHttp;
    private final boolean areAccountsServed;
    private final CallableAddresses callable;
    private final CallableAddresses callableOfAccounts;

    WebhookTargets(WebhookConfig config) {
        this.allowHttp = config.allowHttp();
        this.areAccountsServed = config.perAccount() > 0;
        this.callable = new CallableAddresses(config.allowedPrivate().orElse(List.of()));
        this.callableOfAccounts =
                new CallableAddresses(config.accountsAllowedPrivate().orElse(List.of()));
    }

    /** Whether endpoints of accounts are sent anything. */
    boolean areAccountsServed() {
        return areAccountsServed;
    }

    /**
     * The same for a request, of which few at a time resolve a name: a name server that is silent holds a thread for
     * each.
     *
     * @throws ProblemException {@code unavailable} while others do
     */
    WebhookTarget.UrlVerdict validateForRequest(WebhookOwner owner, String url) {
        if (!resolving.tryAcquire()) {
            throw new ProblemException(ProblemType.UNAVAILABLE).retryAfter(RETRY_AFTER);
        }
        try {
            return validate(owner, url);
        } finally {
            resolving.release();
        }
    }

    /** Resolves the name, which can take seconds: not in a transaction. */
    WebhookTarget.UrlVerdict validate(WebhookOwner owner, String url) {
        CallableAddresses some = owner.account().isPresent() ? callableOfAccounts : callable;
        return WebhookTarget.validate(url, allowHttp, WebhookTargets::resolve, some);
    }

    private static List<InetAddress> resolve(String host) {
        try {
            return List.of(InetAddress.getAllByName(host));
        } catch (UnknownHostException unknown) {
            return List.of();
        }
    }
}
