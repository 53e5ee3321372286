package dev.sallyport.clients;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** What clients get. */
@ConfigMapping(prefix = "sallyport.client")
public interface ClientLimitConfig {

    /** How many requests a minute a client may make that has no limit of its own, over all replicas; 0 for no limit. */
    @WithDefault("0")
    int requestsPerMinute();

    /** How long a token is good that a client gets for its secret. */
    @WithDefault("PT5M")
    Duration tokenLifetime();

    /** How long the former secret works beside a new one. */
    @WithDefault("PT24H")
    Duration secretOverlap();
}
