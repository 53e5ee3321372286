package dev.sallyport.trail.webhook;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.util.List;
import java.util.Optional;

/** Webhooks. */
@ConfigMapping(prefix = "sallyport.webhooks")
public interface WebhookConfig {

    /** Addresses and networks (CIDR) that webhooks may call although they are not public, separated by commas. */
    Optional<List<String>> allowedPrivate();

    /**
     * The same for the webhooks of accounts, which are not the operator's: their owners do not reach by a webhook what
     * is allowed to those of the service.
     */
    Optional<List<String>> accountsAllowedPrivate();

    /** How many webhooks an account can have. 0: none. */
    @WithDefault("10")
    int perAccount();

    /** Whether a webhook may be called over HTTP, without TLS. For tests only. */
    @WithDefault("false")
    boolean allowHttp();
}
