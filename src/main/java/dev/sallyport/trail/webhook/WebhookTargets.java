package dev.sallyport.trail.webhook;

import jakarta.inject.Singleton;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;

/** Judges URLs by the settings and the name server of this machine. */
@Singleton
class WebhookTargets {

    private final boolean allowHttp;
    private final CallableAddresses callable;
    private final CallableAddresses callableOfAccounts;

    WebhookTargets(WebhookConfig config) {
        this.allowHttp = config.allowHttp();
        this.callable = new CallableAddresses(config.allowedPrivate().orElse(List.of()));
        this.callableOfAccounts =
                new CallableAddresses(config.accountsAllowedPrivate().orElse(List.of()));
    }

    /** Resolves the name, which can take seconds: not in a transaction. */
    WebhookTarget.Verdict judge(WebhookOwner owner, String url) {
        CallableAddresses some = owner.account().isPresent() ? callableOfAccounts : callable;
        return WebhookTarget.judge(url, allowHttp, WebhookTargets::resolve, some);
    }

    private static List<InetAddress> resolve(String host) {
        try {
            return List.of(InetAddress.getAllByName(host));
        } catch (UnknownHostException unknown) {
            return List.of();
        }
    }
}
