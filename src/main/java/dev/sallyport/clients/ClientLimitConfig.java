package dev.sallyport.clients;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** The limits and lifetimes of clients. */
@ConfigMapping(prefix = "sallyport.client")
public interface ClientLimitConfig {

    /** The default limit of a client's requests a minute, over all replicas; 0 for no limit. */
    @WithDefault("0")
    int requestsPerMinute();

    /** The lifetime of a client's token. */
    @WithDefault("PT5M")
    Duration tokenLifetime();

    /** How long the previous secret stays valid after a rotation. */
    @WithDefault("PT24H")
    Duration secretOverlap();
}
