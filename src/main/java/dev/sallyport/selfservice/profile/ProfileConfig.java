package dev.sallyport.selfservice.profile;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How users change what is known of them. */
@ConfigMapping(prefix = "sallyport")
public interface ProfileConfig {

    /** How long the code that proves a new email address is good. */
    @WithDefault("PT10M")
    Duration emailChangeLifetime();
}
