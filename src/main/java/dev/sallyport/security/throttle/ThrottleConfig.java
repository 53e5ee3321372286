package dev.sallyport.security.throttle;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How many guesses and requests are allowed. */
@ConfigMapping(prefix = "sallyport.throttle")
public interface ThrottleConfig {

    /** How long the second step is locked after the first ten failures in a row, and how long passwords are counted. */
    @WithDefault("PT15M")
    Duration lock();

    /**
     * Sign-ins a minute from one network address, and ten times as many an hour; 0 for no limit, where a gateway in front
     * has its own.
     */
    @WithDefault("30")
    int signInsPerMinute();

    /** Email codes an hour to one network address; 0 for no limit. */
    @WithDefault("20")
    int mailsPerHour();

    /** Wrong secrets of a client from one network address in the time of {@link #lock()}; 0 for no limit. */
    @WithDefault("10")
    int clientSecrets();

    /** Accounts an hour that one network address may create for itself; 0 for no limit. */
    @WithDefault("5")
    int signUpsPerHour();
}
