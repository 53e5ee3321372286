package dev.sallyport.support;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** Resets by support agents. */
@ConfigMapping(prefix = "sallyport.support")
interface SupportConfig {

    /**
     * How long an approved reset waits, so that the user can cancel it by the link in the mail, as does one by an owner
     * or admin; {@code PT0S} for no wait.
     */
    @WithDefault("PT0S")
    Duration waitingTime();
}
