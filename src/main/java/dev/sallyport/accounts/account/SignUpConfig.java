package dev.sallyport.accounts.account;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** Creating accounts. */
@ConfigMapping(prefix = "sallyport")
public interface SignUpConfig {

    /**
     * Whether {@code POST /v1/accounts} works without a client. As with every public sign-up, its answer says whether
     * an address already has a user.
     */
    @WithDefault("false")
    boolean selfSignUp();
}
