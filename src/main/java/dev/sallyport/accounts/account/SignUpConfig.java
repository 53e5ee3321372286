package dev.sallyport.accounts.account;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** Who may create accounts. */
@ConfigMapping(prefix = "sallyport")
public interface SignUpConfig {

    /** Whether anybody may create an account, and not only clients. */
    @WithDefault("false")
    boolean selfSignUp();
}
