package dev.sallyport.security.audit;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** The audit trail. */
@ConfigMapping(prefix = "sallyport.audit")
public interface AuditConfig {

    /** How long an event is kept. The database refuses to delete events that are younger than 30 days. */
    @WithDefault("P365D")
    Duration lifetime();

    /** How long an event keeps the network address and the browser, which are personal data. */
    @WithDefault("P90D")
    Duration addressLifetime();
}
