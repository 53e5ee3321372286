package dev.sallyport.trail.seal;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** Seals of the audit trail. */
@ConfigMapping(prefix = "sallyport.audit.seals")
public interface SealConfig {

    /**
     * How long an event waits for its [seal](security.md#seals-of-the-trail) at most, once it is ten minutes old. A
     * thousand events are sealed at once.
     */
    @WithDefault("PT1H")
    Duration interval();

    /** How long a key signs seals before another one follows. */
    @WithDefault("P365D")
    Duration keyRotation();
}
