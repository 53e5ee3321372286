package dev.sallyport.security.throttle;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** Limits on guesses and requests. */
@ConfigMapping(prefix = "sallyport.throttle")
public interface ThrottleConfig {

    /**
     * How long the first lock of the second step lasts, after ten wrong codes in a row; the second lasts twice as long,
     * later ones four times. Also how long wrong passwords are counted.
     */
    @WithDefault("PT15M")
    Duration lock();

    /**
     * Sign-ins a minute from one network address; ten times as many are allowed in an hour, and of requests without a
     * credential thirty times as many answers are kept for retries. 0 for no limit, if a gateway in front has its own.
     */
    @WithDefault("30")
    int signInsPerMinute();

    /** Mails with codes and links an hour that one network address may request; 0 for no limit. */
    @WithDefault("20")
    int mailsPerHour();

    /**
     * Wrong secrets of a client from one network address in the time of {@code SALLYPORT_THROTTLE_LOCK}; 0 for no
     * limit.
     */
    @WithDefault("10")
    int clientSecrets();

    /** Public sign-ups an hour from one network address, refused ones included; 0 for no limit. */
    @WithDefault("5")
    int signUpsPerHour();
}
