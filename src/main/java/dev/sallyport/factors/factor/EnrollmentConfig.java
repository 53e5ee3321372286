package dev.sallyport.factors.factor;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** Setting up a second factor. */
@ConfigMapping(prefix = "sallyport")
public interface EnrollmentConfig {

    /** How long a pending authenticator and an enrollment token live (NIST SP 800-63B section 4.1.2.2). */
    @WithDefault("PT10M")
    Duration enrollmentLifetime();

    /**
     * How long after the last code from an app the front end should ask the user for one, to check that the app still
     * works.
     */
    @WithDefault("P28D")
    Duration checkUpAfter();
}
