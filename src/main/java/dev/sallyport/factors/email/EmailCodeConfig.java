package dev.sallyport.factors.email;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** Codes sent by email. */
@ConfigMapping(prefix = "sallyport.email")
public interface EmailCodeConfig {

    /** The shortest time between two mails when a user asks for the code again. */
    @WithDefault("PT30S")
    Duration resendInterval();
}
