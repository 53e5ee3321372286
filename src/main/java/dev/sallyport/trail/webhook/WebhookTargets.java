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

    WebhookTargets(WebhookConfig config) {
        this.allowHttp = config.allowHttp();
        this.callable = new CallableAddresses(config.allowedPrivate().orElse(List.of()));
    }

    /** Resolves the name, which can take seconds: not in a transaction. */
    WebhookTarget.Verdict judge(String url) {
        return WebhookTarget.judge(url, allowHttp, WebhookTargets::resolve, callable);
    }

    private static List<InetAddress> resolve(String host) {
        try {
            return List.of(InetAddress.getAllByName(host));
        } catch (UnknownHostException unknown) {
            return List.of();
        }
    }
}
