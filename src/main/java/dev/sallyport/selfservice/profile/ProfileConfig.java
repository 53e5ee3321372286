package dev.sallyport.selfservice.profile;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** The settings for changes of a user's profile. */
@ConfigMapping(prefix = "sallyport")
public interface ProfileConfig {

    /** How long the code for a new email address is valid. */
    @WithDefault("PT10M")
    Duration emailChangeLifetime();
}
