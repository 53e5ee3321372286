package dev.sallyport.accounts.password;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** Hashing and resetting passwords. */
@ConfigMapping(prefix = "sallyport.password")
public interface PasswordConfig {

    /** How many password hashes may wait for a core; beyond that, a sign-in gets 503 at once. */
    @WithDefault("128")
    int queue();

    /** How long the link that sets a new password is valid. */
    @WithDefault("PT30M")
    Duration resetLifetime();
}
