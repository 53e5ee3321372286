package dev.sallyport.support;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** The safeguards of a reset. */
@ConfigMapping(prefix = "sallyport.support")
interface SupportConfig {

    /** How long an approved reset waits, so that the user can cancel it by the link in their mail; zero for not at all. */
    @WithDefault("PT0S")
    Duration waitingTime();
}
