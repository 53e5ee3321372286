package dev.sallyport.accounts.account;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** Who may create accounts. */
@ConfigMapping(prefix = "sallyport")
public interface SignUpConfig {

    /** Whether an account can be created without a credential, and not only by clients. */
    @WithDefault("false")
    boolean selfSignUp();
}
