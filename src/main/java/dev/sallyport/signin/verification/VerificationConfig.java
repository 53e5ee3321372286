package dev.sallyport.signin.verification;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How long an unfinished sign-in is valid. */
@ConfigMapping(prefix = "sallyport")
public interface VerificationConfig {

    /** From the password to the code; at most ten minutes (NIST SP 800-63B section 3.1.3.2). */
    @WithDefault("PT10M")
    Duration challengeLifetime();
}
