package dev.sallyport.factors.totp;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** How codes of authenticator apps are checked, and what the apps show. */
@ConfigMapping(prefix = "sallyport.totp")
public interface TotpConfig {

    /** How many steps of 30 seconds a code may be early or late: 0 or 1, nothing else starts. */
    @WithDefault("1")
    int driftSteps();

    /** The name that authenticator apps show for this service. */
    @WithDefault("Sallyport")
    String issuer();
}
