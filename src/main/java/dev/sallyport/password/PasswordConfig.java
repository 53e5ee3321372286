package dev.sallyport.password;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** How passwords are hashed. */
@ConfigMapping(prefix = "sallyport.password")
public interface PasswordConfig {

    /** How many hashes may wait for a core; with more, a sign-in is answered 503 at once. */
    @WithDefault("128")
    int queue();
}
