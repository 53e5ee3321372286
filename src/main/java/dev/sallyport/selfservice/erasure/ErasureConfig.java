package dev.sallyport.selfservice.erasure;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** Erasure by users themselves. */
@ConfigMapping(prefix = "sallyport.erasure")
interface ErasureConfig {

    /** How long a user who asks for the erasure can still cancel it. */
    @WithDefault("P7D")
    Duration waitingTime();
}
