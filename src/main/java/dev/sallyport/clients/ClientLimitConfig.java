package dev.sallyport.clients;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** Limits and tokens of clients. */
@ConfigMapping(prefix = "sallyport.client")
public interface ClientLimitConfig {

    /** How many requests a minute a client without a limit of its own may send, over all replicas; 0 for no limit. */
    @WithDefault("0")
    int requestsPerMinute();

    /** How long a client's access token is valid. */
    @WithDefault("PT5M")
    Duration tokenLifetime();

    /** How long the previous secret still works after a rotation. */
    @WithDefault("PT24H")
    Duration secretOverlap();
}
