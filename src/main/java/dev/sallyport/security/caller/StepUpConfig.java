package dev.sallyport.security.caller;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** Recent proofs for sensitive operations. */
@ConfigMapping(prefix = "sallyport.step-up")
public interface StepUpConfig {

    /** How old the user's last proof of identity may be for a sensitive operation. */
    @WithDefault("PT10M")
    Duration maxAge();
}
