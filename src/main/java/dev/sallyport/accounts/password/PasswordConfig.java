package dev.sallyport.accounts.password;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How passwords are hashed and reset. */
@ConfigMapping(prefix = "sallyport.password")
public interface PasswordConfig {

    /** How many hashes may wait for a core; with more, a sign-in is answered 503 at once. */
    @WithDefault("128")
    int queue();

    /** How long a password reset link is valid. */
    @WithDefault("PT30M")
    Duration resetLifetime();
}
