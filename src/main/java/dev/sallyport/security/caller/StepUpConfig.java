package dev.sallyport.security.caller;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** When a sensitive operation asks again who is there. */
@ConfigMapping(prefix = "sallyport.step-up")
public interface StepUpConfig {

    /** How old the last proof of identity may be for a sensitive operation. */
    @WithDefault("PT10M")
    Duration maxAge();
}
