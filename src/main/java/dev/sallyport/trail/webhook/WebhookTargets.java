package dev.sallyport.trail.webhook;

import dev.sallyport.base.problem.ProblemException;
import dev.sallyport.base.problem.ProblemType;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;

/** Validates URLs by the settings and the name server of this machine. */
@Singleton
class WebhookTargets {

    /** How many requests resolve a name at a time. */
    private static final int AT_ONCE = 8;

    private static final Duration RETRY_AFTER = Duration.ofSeconds(5);

    private final ResolutionSlots resolving = new ResolutionSlots(AT_ONCE);
    private final WebhookTarget.Names names;
    private final boolean allowHttp;
    private final boolean areAccountsServed;
    private final CallableAddresses callable;
    private final CallableAddresses callableOfAccounts;

    @Inject
    WebhookTargets(WebhookConfig config) {
        this(config, WebhookTargets::resolve);
    }

    WebhookTargets(WebhookConfig config, WebhookTarget.Names names) {
        this.names = names;
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
     * The same for a request, of which few at a time resolve a name, and one of an account.
     *
     * @throws ProblemException {@code unavailable} while others do
     */
    WebhookTarget.UrlVerdict validateForRequest(WebhookOwner owner, String url) {
        if (!resolving.tryTake(owner)) {
            throw new ProblemException(ProblemType.UNAVAILABLE).retryAfter(RETRY_AFTER);
        }
        try {
            return validate(owner, url);
        } finally {
            resolving.release(owner);
        }
    }

    /** Resolves the name, which can take seconds: not in a transaction. */
    WebhookTarget.UrlVerdict validate(WebhookOwner owner, String url) {
        CallableAddresses some = owner.account().isPresent() ? callableOfAccounts : callable;
        return WebhookTarget.validate(url, allowHttp, names, some);
    }

    private static List<InetAddress> resolve(String host) {
        try {
            return List.of(InetAddress.getAllByName(host));
        } catch (UnknownHostException unknown) {
            return List.of();
        }
    }
}
