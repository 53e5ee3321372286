package dev.sallyport.selfservice.profile;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** Changes to a user's own profile. */
@ConfigMapping(prefix = "sallyport")
public interface ProfileConfig {

    /** How long the code that verifies a new email address is valid. */
    @WithDefault("PT10M")
    Duration emailChangeLifetime();
}
