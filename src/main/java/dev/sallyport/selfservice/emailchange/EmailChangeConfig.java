package dev.sallyport.selfservice.emailchange;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** Changes of email addresses. */
@ConfigMapping(prefix = "sallyport")
public interface EmailChangeConfig {

    /** How long the code that verifies a new email address is valid. */
    @WithDefault("PT10M")
    Duration emailChangeLifetime();
}
