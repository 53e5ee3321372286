package dev.sallyport.factors.factor;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** The time limits of setting up a second factor. */
@ConfigMapping(prefix = "sallyport")
public interface EnrollmentConfig {

    /**
     * The lifetime of a pending authenticator and of an enrollment token; at most ten minutes (NIST SP 800-63B section
     * 4.1.2.2).
     */
    @WithDefault("PT10M")
    Duration enrollmentLifetime();

    /**
     * How long after the last code of an app a user should be asked for one, to check that the app is still available.
     */
    @WithDefault("P28D")
    Duration checkUpAfter();
}
