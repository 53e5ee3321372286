package dev.sallyport.security.caller;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** When a sensitive operation requires a new authentication. */
@ConfigMapping(prefix = "sallyport.step-up")
public interface StepUpConfig {

    /** The maximum age of the last authentication for a sensitive operation. */
    @WithDefault("PT10M")
    Duration maxAge();
}
