package dev.sallyport.sessions.device;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How long and how a device is recognised. */
@ConfigMapping(prefix = "sallyport")
public interface DeviceConfig {

    /** From the email code on; using the device does not extend it. */
    @WithDefault("P30D")
    Duration deviceLifetime();

    /** Whether a browser is a new device after an update to its next major version. */
    @WithDefault("true")
    boolean deviceNewAfterUpdate();

    /** How long a token's predecessor still gets the same successor, for answers that were lost; zero switches it off. */
    @WithDefault("PT10S")
    Duration refreshReuseWindow();
}
