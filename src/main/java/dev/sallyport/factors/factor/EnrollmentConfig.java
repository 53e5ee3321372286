package dev.sallyport.factors.factor;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How long there is for setting up a second factor, and until it is looked after. */
@ConfigMapping(prefix = "sallyport")
public interface EnrollmentConfig {

    /** Of a pending authenticator and of an enrollment token; at most ten minutes (NIST SP 800-63B section 4.1.2.2). */
    @WithDefault("PT10M")
    Duration enrollmentLifetime();

    /** How long after the last code of an app a user should be asked for one, to be sure that the app is still at hand. */
    @WithDefault("P28D")
    Duration checkUpAfter();
}
