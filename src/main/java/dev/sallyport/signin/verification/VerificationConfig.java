package dev.sallyport.signin.verification;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** Sign-ins that wait for a code. */
@ConfigMapping(prefix = "sallyport")
public interface VerificationConfig {

    /** The time from the password to the code (NIST SP 800-63B section 3.1.3.2). */
    @WithDefault("PT10M")
    Duration challengeLifetime();
}
