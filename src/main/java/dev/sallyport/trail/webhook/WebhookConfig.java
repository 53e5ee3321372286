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
     * Addresses and networks (CIDR) that webhooks of accounts may call although they are not public, separated by
     * commas. Their owners do not reach what {@code SALLYPORT_WEBHOOKS_ALLOWED_PRIVATE} allows the operator's.
     */
    Optional<List<String>> accountsAllowedPrivate();

    /** How many webhooks an account can have. 0: none, and those that there are already are sent nothing. */
    @WithDefault("10")
    int perAccount();

    /** Whether a webhook may be called over HTTP, without TLS. For tests only. */
    @WithDefault("false")
    boolean allowHttp();
}
