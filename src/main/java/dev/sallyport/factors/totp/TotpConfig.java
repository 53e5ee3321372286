package dev.sallyport.factors.totp;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** Codes from authenticator apps. */
@ConfigMapping(prefix = "sallyport.totp")
public interface TotpConfig {

    /** How many steps of 30 seconds a code may be early or late. */
    @WithDefault("1")
    int driftSteps();

    /** The name that authenticator apps show for this service. */
    @WithDefault("Sallyport")
    String issuer();
}
